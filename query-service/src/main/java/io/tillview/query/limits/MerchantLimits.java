package io.tillview.query.limits;

import io.tillview.query.limits.Admission.Admitted;
import io.tillview.query.limits.Admission.Allowance;
import io.tillview.query.limits.Admission.TooManyAtOnce;
import io.tillview.query.limits.Admission.TooOften;
import io.tillview.tenancy.MerchantId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts what merchants ask of this replica. Each has a bucket of requests that is filled again steadily (a token bucket), and
 * a number of requests that may be answered at the same time.
 *
 * <p>Merchants whose bucket is full and who ask nothing are forgotten, so that millions of them take no memory. Nothing blocks.
 * Safe for use by many threads.
 */
public final class MerchantLimits {
    /** The most that one request can count for. */
    public static final int LARGEST_REQUEST = 20;

    private static final int SWEEP_AT = 10_000;
    private static final long SWEEP_EVERY_MILLIS = 1_000;
    private static final long NANOS = 1_000_000_000L;

    private final ConcurrentHashMap<MerchantId, Bucket> buckets = new ConcurrentHashMap<>();
    private final int perSecond;
    private final int burst;
    private final int concurrent;
    private final InstantSource clock;
    private volatile long swept;

    /**
     * @param config without faults
     * @param clock what time it is
     */
    public MerchantLimits(LimitsConfig config, InstantSource clock) {
        this.perSecond = config.requestsPerSecond();
        this.burst = config.burst();
        this.concurrent = config.concurrentRequests();
        this.clock = clock;
    }

    /** How many requests of a merchant may be answered at the same time. */
    public int concurrentRequests() {
        return concurrent;
    }

    /** How many requests a second a merchant may make in the long run. */
    public int requestsPerSecond() {
        return perSecond;
    }

    /**
     * Counts a request that is answered until {@link #leave}; to be called once for each that was admitted.
     *
     * @param merchant whose it is
     */
    public Admission enter(MerchantId merchant) {
        return admit(merchant, 1, true);
    }

    /** The request is over. */
    public void leave(MerchantId merchant) {
        buckets.computeIfPresent(merchant, (id, bucket) -> bucket.leaving());
    }

    /**
     * Counts requests, whose time isn't counted: the further questions of a batch, or a stream that goes on for hours.
     *
     * @param merchant whose they are
     * @param count how many, 0 to {@link #LARGEST_REQUEST}
     */
    public Admission count(MerchantId merchant, int count) {
        return admit(merchant, count, false);
    }

    /** What is left of a merchant's requests; counts nothing. */
    public Allowance allowance(MerchantId merchant) {
        long now = now();
        Bucket bucket = buckets.get(merchant);
        return bucket == null ? new Allowance(burst, burst, Duration.ZERO) : allowance(bucket.filled(now, this));
    }

    /** How many of a merchant's requests are being answered. */
    public int running(MerchantId merchant) {
        Bucket bucket = buckets.get(merchant);
        return bucket == null ? 0 : bucket.running;
    }

    private Admission admit(MerchantId merchant, int count, boolean staying) {
        long now = now();
        sweep(now);
        Admission[] admission = new Admission[1];
        buckets.compute(merchant, (id, known) -> {
            Bucket bucket = known == null ? new Bucket(burst, now, 0) : known.filled(now, this);
            if (staying && bucket.running >= concurrent) {
                admission[0] = new TooManyAtOnce(allowance(bucket), concurrent);
                return bucket;
            }
            if (bucket.tokens < count) {
                admission[0] = new TooOften(allowance(bucket), timeFor(count - bucket.tokens));
                return bucket;
            }
            Bucket after = new Bucket(bucket.tokens - count, now, bucket.running + (staying ? 1 : 0));
            admission[0] = new Admitted(allowance(after));
            return after;
        });
        return admission[0];
    }

    private void sweep(long now) {
        if (buckets.size() >= SWEEP_AT && Math.abs(now - swept) >= SWEEP_EVERY_MILLIS) {
            swept = now;
            buckets.entrySet().removeIf(entry -> entry.getValue().isIdle(now, this));
        }
    }

    /** Of how many merchants anything is known. */
    int known() {
        return buckets.size();
    }

    private Allowance allowance(Bucket bucket) {
        return new Allowance(burst, (int) bucket.tokens, timeFor(burst - bucket.tokens));
    }

    private Duration timeFor(double tokens) {
        return Duration.ofNanos((long) Math.ceil(tokens / perSecond * NANOS));
    }

    private long now() {
        return clock.millis();
    }

    /** What is left, when that was worked out, and how many requests are being answered. */
    private record Bucket(double tokens, long at, int running) {
        /** A clock that is set back fills nothing, and empties nothing. */
        Bucket filled(long now, MerchantLimits limits) {
            double gained = Math.max(0, now - at) / 1000.0 * limits.perSecond;
            return new Bucket(Math.min(limits.burst, tokens + gained), now, running);
        }

        Bucket leaving() {
            return new Bucket(tokens, at, Math.max(0, running - 1));
        }

        boolean isIdle(long now, MerchantLimits limits) {
            return running == 0 && filled(now, limits).tokens >= limits.burst;
        }
    }
}
