package io.tillview.query.merging;

import static java.util.Objects.requireNonNull;

import io.tillview.query.Interval;

/**
 * A piece of a question's time.
 *
 * @param interval which time; not empty
 * @param open whether rows may still be added to some of it
 */
public record Piece(Interval interval, boolean open) {
    /**
     * Checks it.
     *
     * @throws NullPointerException if {@code interval} is null
     * @throws IllegalArgumentException if there is no time in it
     */
    public Piece {
        requireNonNull(interval, "interval");
        if (interval.isEmpty()) {
            throw new IllegalArgumentException("A piece has some time in it.");
        }
    }
}
