package io.tillview.events.kafka;

import io.tillview.events.publishing.DeliveryLatency;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts durations in buckets of which four double the length, from a microsecond on; as much memory as it has buckets. */
final class LatencyHistogram {

    private static final int STEPS = 4;
    private static final int BUCKETS = 40 * STEPS;

    private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);
    private final AtomicLong highest = new AtomicLong();

    void record(long nanos) {
        counts.incrementAndGet(bucket(nanos));
        if (nanos > highest.get()) {
            highest.accumulateAndGet(nanos, Math::max);
        }
    }

    DeliveryLatency summary() {
        long[] copy = new long[BUCKETS];
        long all = 0;
        for (int i = 0; i < BUCKETS; i++) {
            copy[i] = counts.get(i);
            all += copy[i];
        }
        return all == 0
                ? DeliveryLatency.NONE
                : new DeliveryLatency(
                        all, quantile(copy, all, 0.5), quantile(copy, all, 0.99), Duration.ofNanos(highest.get()));
    }

    private Duration quantile(long[] copy, long all, double share) {
        long rank = (long) Math.ceil(all * share);
        int bucket = 0;
        for (long seen = copy[0]; seen < rank; seen += copy[bucket]) {
            bucket++;
        }
        return Duration.ofNanos(Math.min(upperBound(bucket), highest.get()));
    }

    private static int bucket(long nanos) {
        long micros = Math.max(1, nanos / 1_000);
        int doublings = 63 - Long.numberOfLeadingZeros(micros);
        int step = doublings < 2 ? 0 : (int) (micros >>> (doublings - 2)) & 3;
        return Math.min(BUCKETS - 1, doublings * STEPS + step);
    }

    private static long upperBound(int bucket) {
        int doublings = bucket / STEPS;
        return (long) ((1L << doublings) * 1_000 * (1 + (bucket % STEPS + 1) / (double) STEPS));
    }
}
