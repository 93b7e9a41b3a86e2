package io.tillview.demo;

import static java.util.Objects.requireNonNull;

import io.tillview.events.MerchantEvent;
import io.tillview.events.publishing.EventPublisher;
import io.tillview.events.publishing.PublishOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The shops going on selling: visits that overlap, their events published at a steady rate, each with the moment it is
 * published. One thread calls {@link #run}; the counts may be read by any.
 */
public final class LiveTraffic {
    private static final int OPEN_VISITS = 64;
    private static final long SECOND = 1_000_000_000L;
    private static final long LONGEST_PAUSE = 20_000_000L;
    private static final int LIVE = 99;

    private final DemoShops plan;
    private final List<Shop> shops;
    private final double[] upTo;
    private final double eventsPerSecond;
    private final Consumer<MerchantEvent> also;
    private final SplittableRandom chance;
    private final List<Open> open = new ArrayList<>();
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    /** A visit that goes on. */
    private record Open(Visit visit, Iterator<Step> steps) {}

    /**
     * Prepares the traffic; nothing is sent yet.
     *
     * @param plan which shops
     * @param eventsPerSecond how many events a second over all shops; more than 0
     * @param also is given every event that is published, on the thread that runs
     * @throws IllegalArgumentException if the rate is not positive
     */
    public LiveTraffic(DemoShops plan, double eventsPerSecond, Consumer<MerchantEvent> also) {
        if (!(eventsPerSecond > 0)) {
            throw new IllegalArgumentException("The rate has to be more than 0 events a second");
        }
        this.plan = requireNonNull(plan, "plan");
        this.also = requireNonNull(also, "also");
        this.eventsPerSecond = eventsPerSecond;
        this.shops = plan.shops();
        this.upTo = new double[shops.size()];
        double sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            sum += shops.get(i).share();
            upTo[i] = sum;
        }
        this.chance = new SplittableRandom(Mixing.of(plan.seed(), LIVE, System.currentTimeMillis()));
    }

    /**
     * Publishes until the time is over or the thread is interrupted, which stays marked. What is late is caught up on.
     *
     * @param publisher where to; stays open
     * @param length for how long
     */
    public void run(EventPublisher publisher, Duration length) {
        long begun = System.nanoTime();
        long end = length.compareTo(Duration.ofDays(36_500)) > 0 ? Long.MAX_VALUE : length.toNanos();
        long sent = 0;
        while (!Thread.currentThread().isInterrupted() && System.nanoTime() - begun < end) {
            long due = (long) ((System.nanoTime() - begun) / (double) SECOND * eventsPerSecond);
            if (sent >= due) {
                LockSupport.parkNanos(Math.min(LONGEST_PAUSE, (long) (SECOND / eventsPerSecond)));
                continue;
            }
            MerchantEvent event = next(System.currentTimeMillis());
            published.incrementAndGet();
            var unused = publisher.publishAsync(event).thenAccept(this::count);
            also.accept(event);
            sent++;
        }
    }

    private void count(PublishOutcome outcome) {
        (outcome instanceof PublishOutcome.Delivered ? delivered : failed).incrementAndGet();
    }

    private MerchantEvent next(long epochMillis) {
        while (open.size() < OPEN_VISITS) {
            Visit visit = Visit.of(new Clientele(shop(), plan.seed(), 1000), chance);
            open.add(new Open(visit, visit.steps().iterator()));
        }
        int index = chance.nextInt(open.size());
        Open visit = open.get(index);
        MerchantEvent event = visit.visit().event(visit.steps().next(), epochMillis, chance);
        if (!visit.steps().hasNext()) {
            open.remove(index);
        }
        return event;
    }

    private Shop shop() {
        double at = chance.nextDouble() * upTo[upTo.length - 1];
        int found = java.util.Arrays.binarySearch(upTo, at);
        return shops.get(found >= 0 ? found : -found - 1);
    }

    /** Events given to the publisher so far. */
    public long published() {
        return published.get();
    }

    /** Events that Kafka has acknowledged. */
    public long delivered() {
        return delivered.get();
    }

    /** Events that were rejected, dropped, or left in the spool for the next publisher on it. */
    public long failed() {
        return failed.get();
    }
}
