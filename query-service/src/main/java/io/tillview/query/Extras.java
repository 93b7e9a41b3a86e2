package io.tillview.query;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * What is wanted besides the rows.
 *
 * @param totals whether the measures over everything are wanted, too, whatever rows are answered
 * @param compareTo another time to hold the rows against; empty for none
 * @param maxStaleness how old a kept answer may be though the data has moved on; empty for as fresh as there is
 */
public record Extras(boolean totals, Optional<CompareTo> compareTo, Optional<Duration> maxStaleness) {
    /** The longest {@code maxStaleness}. */
    public static final Duration LONGEST_STALENESS = Duration.ofDays(1);

    /** Nothing besides. */
    public static final Extras NONE = new Extras(false, Optional.empty(), Optional.empty());

    /** @throws NullPointerException if anything is null */
    public Extras {
        requireNonNull(compareTo, "compareTo");
        requireNonNull(maxStaleness, "maxStaleness");
    }
}
