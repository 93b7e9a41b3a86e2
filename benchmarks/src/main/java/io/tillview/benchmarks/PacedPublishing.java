package io.tillview.benchmarks;

import io.tillview.events.MerchantEvent;
import io.tillview.events.kafka.KafkaEventPublisher;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Publishes at a steady rate, a millisecond's events at a time, and takes the time of every call. What is late is caught up, so
 * that a rate that can't be held shows.
 */
final class PacedPublishing {
    private static final int TICKS_PER_SECOND = 1_000;

    private final KafkaEventPublisher publisher;
    private final MerchantEvent[] events;
    private final int eventsPerTick;

    PacedPublishing(KafkaEventPublisher publisher, MerchantEvent[] events, int eventsPerSecond) {
        this.publisher = publisher;
        this.events = events;
        this.eventsPerTick = eventsPerSecond / TICKS_PER_SECOND;
    }

    /** Blocks for about so many seconds: {@code perSecond}, {@code refused}, {@code p50Micros}, {@code p999Micros}, {@code maxMicros}. */
    Map<String, Double> run(int seconds) {
        long[] nanos = new long[seconds * TICKS_PER_SECOND * eventsPerTick];
        int refused = 0;
        int done = 0;
        long begun = System.nanoTime();
        for (long tick = 0; tick < (long) seconds * TICKS_PER_SECOND; tick++) {
            long due = begun + tick * 1_000_000_000L / TICKS_PER_SECOND;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            for (int i = 0; i < eventsPerTick; i++) {
                long called = System.nanoTime();
                boolean accepted =
                        publisher.publish(events[done % events.length]).isAccepted();
                nanos[done++] = System.nanoTime() - called;
                refused += accepted ? 0 : 1;
            }
        }
        double perSecond = done / ((System.nanoTime() - begun) / 1e9);
        Arrays.sort(nanos);
        return Map.of(
                "perSecond", perSecond,
                "refused", (double) refused,
                "p50Micros", nanos[nanos.length / 2] / 1e3,
                "p999Micros", nanos[(int) (nanos.length * 0.999)] / 1e3,
                "maxMicros", nanos[nanos.length - 1] / 1e3);
    }
}
