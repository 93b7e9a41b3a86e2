package io.tillview.endtoend;

import static org.awaitility.Awaitility.await;

import io.tillview.cluster.Ports.Endpoint;
import io.tillview.ingestion.records.TopicRanges;
import io.tillview.ingestion.reprocessing.Change;
import io.tillview.ingestion.reprocessing.Reprocessing;
import io.tillview.ingestion.reprocessing.ReprocessingProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What happens to segments beside events and questions, one after another in an order of chance, in a thread of its own. */
final class InterleavedUpkeep implements AutoCloseable {
    private static final List<String> DATASOURCES = List.of("merchant_events", "merchant_metrics", "platform_metrics");
    private static final Duration DAY = Duration.ofDays(1);
    /** An hour is closed so long after its end that its last live event can have come and been published. */
    private static final Duration CLOSED_AFTER = Duration.ofHours(8);
    /** A Broker that is back is busy for some time before it answers. */
    private static final Duration BACK = Duration.ofSeconds(10);

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Tillview tillview;
    private final InterleavedTime time;
    private final Reprocessed reprocessed;
    private final Upkeep upkeep;
    private final Queue<Done> done = new ConcurrentLinkedQueue<>();
    private volatile boolean mergingBegun;
    private volatile boolean brokerAway;
    private volatile long mergeBegun = Long.MAX_VALUE;
    private volatile long mergeEnded = Long.MAX_VALUE;

    /** What was done, and how long it took. */
    private record Done(String what, long seconds) {
        @Override
        public String toString() {
            return what + " " + seconds + " s";
        }
    }

    /** A step, by what it is called. */
    private record Step(String name, Callable<Void> action) {}

    InterleavedUpkeep(Tillview tillview, InterleavedTime time) {
        this.tillview = tillview;
        this.time = time;
        this.reprocessed = new Reprocessed(tillview);
        this.upkeep = new Upkeep(tillview);
    }

    /** Begins, and does each of it once. */
    Future<?> begin(long seed) {
        List<Step> steps = new ArrayList<>(List.of(
                new Step("reindex", this::reindex),
                new Step("late merge", this::mergeLate),
                new Step("hand-off and layout of an hour", this::handOverAndLayOut),
                new Step("layout of a day", this::layOutADay),
                new Step("Broker killed and restarted", this::restartBroker)));
        Collections.shuffle(steps, new Random(seed));
        return thread.submit(() -> {
            for (Step step : steps) {
                long begun = System.nanoTime();
                step.action().call();
                done.add(new Done(
                        step.name(), Duration.ofNanos(System.nanoTime() - begun).toSeconds()));
            }
            return null;
        });
    }

    /** What was done so far. */
    String report() {
        return done.toString();
    }

    /**
     * Whether events may be published. The hour that late ones arrived in is merged before it is over: its end is the topic's, which
     * has to be reached, and so to stand still meanwhile.
     */
    boolean takesEvents() {
        return !mergingBegun || mergeEnded != Long.MAX_VALUE;
    }

    /** Late events that come once their hour is being merged would wait for the next merge for ever. */
    boolean takesLate() {
        return !mergingBegun;
    }

    /** Whether it is no fault that nobody answers. */
    boolean isBrokerAway() {
        return brokerAway;
    }

    /** Whether segments were added to closed days in a time, one by one. */
    boolean wasMerging(long from, long to) {
        return mergeBegun - to < 0 && (mergeEnded == Long.MAX_VALUE || from - mergeEnded < 0);
    }

    /** Amounts of one version of an app are doubled on one day. */
    private Void reindex() throws InterruptedException {
        Change doubled = new Change.Correction(
                "interleaved",
                "json_value(attributes, '$.app_version') == '4.1' && notnull(amount_minor)",
                Map.of("amount_minor", "cast(round(amount_minor * 2), 'LONG')"),
                false);
        try (TopicRanges topic = reprocessed.topic()) {
            new Reprocessing(reprocessed.druid(topic))
                    .run(doubled, time.day(1), time.day(1).plus(DAY), Instant.now(), new ReprocessingProgress() {});
        }
        return null;
    }

    private Void mergeLate() {
        mergingBegun = true;
        mergeBegun = System.nanoTime();
        reprocessed.awaitLateMerged();
        mergeEnded = System.nanoTime();
        return null;
    }

    private Void handOverAndLayOut() {
        Instant hour = time.earlierHour();
        Instant end = hour.plus(Duration.ofHours(1));
        upkeep.handOver(DATASOURCES, hour, end);
        awaitLaidOut(hour, end);
        return null;
    }

    private Void layOutADay() {
        awaitLaidOut(time.day(2), time.day(2).plus(DAY));
        return null;
    }

    private void awaitLaidOut(Instant from, Instant to) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    upkeep.layOut(from, to, to.plus(CLOSED_AFTER));
                    return DATASOURCES.stream().allMatch(name -> upkeep.shards(name, from, to).stream()
                            .anyMatch(shard -> shard.startsWith("range ")));
                });
    }

    private Void restartBroker() throws InterruptedException {
        brokerAway = true;
        tillview.killAndRestart(Endpoint.BROKER);
        long back = System.nanoTime();
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> System.nanoTime() - back > BACK.toNanos());
        brokerAway = false;
        return null;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
