package io.tillview.query;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A stretch of time, half-open.
 *
 * @param from its first instant
 * @param to the first instant after it
 */
public record Interval(Instant from, Instant to) {

    /** @throws NullPointerException if one is null */
    public Interval {
        requireNonNull(from, "from");
        requireNonNull(to, "to");
    }

    /** Whether there is any time in it. */
    public boolean isEmpty() {
        return !from.isBefore(to);
    }
}
