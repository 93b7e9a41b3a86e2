package io.tillview.query.caching;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What is kept of answers, and for how long.
 *
 * @param bytes how much memory kept answers may take, about
 * @param openLife how long rows count that were read where more are still being added
 * @param viewTolerance how long what a Broker said it serves can be relied on
 */
public record CacheLimits(long bytes, Duration openLife, Duration viewTolerance) {
    /**
     * Checks them.
     *
     * @throws NullPointerException if one is null
     * @throws IllegalArgumentException if there is no room at all
     */
    public CacheLimits {
        requireNonNull(openLife, "openLife");
        requireNonNull(viewTolerance, "viewTolerance");
        if (bytes < 1) {
            throw new IllegalArgumentException("Where nothing is to be kept, there is no cache.");
        }
    }
}
