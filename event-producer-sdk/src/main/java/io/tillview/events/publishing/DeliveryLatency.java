package io.tillview.events.publishing;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How long delivered events took from {@code publish} to Kafka's acknowledgement, by a sample of one in sixteen; events that
 * waited in the spool because Kafka was away are not in it. A quantile is exact to a quarter of itself.
 *
 * @param samples how many events were measured
 * @param median half of them took at most this
 * @param p99 99 in 100 took at most this
 * @param highest the longest
 */
public record DeliveryLatency(long samples, Duration median, Duration p99, Duration highest) {

    /** Nothing measured yet. */
    public static final DeliveryLatency NONE = new DeliveryLatency(0, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    public DeliveryLatency {
        requireNonNull(median, "median");
        requireNonNull(p99, "p99");
        requireNonNull(highest, "highest");
    }
}
