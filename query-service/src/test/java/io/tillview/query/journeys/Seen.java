package io.tillview.query.journeys;

import java.util.Comparator;

/**
 * An event as tests write it.
 *
 * @param visitor whose
 * @param at milliseconds after the beginning
 * @param set which steps it matches
 * @param group of which group
 */
record Seen(long visitor, long at, int set, int group) {
    /** As the package defines it, and by group where that leaves a choice. */
    static final Comparator<Seen> ORDER = Comparator.comparingLong(Seen::at)
            .thenComparingInt(seen -> Integer.numberOfTrailingZeros(seen.set()))
            .thenComparingInt(Seen::set)
            .thenComparingInt(Seen::group);
}
