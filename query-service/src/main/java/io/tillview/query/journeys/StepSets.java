package io.tillview.query.journeys;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The sets of steps that an event may match, as numbers whose lowest bit is the first step, and the order of events of one millisecond.
 * Immutable.
 */
final class StepSets {
    private final int[] rankOf;
    private final int[] setAt;

    /** @param steps how many steps there are */
    StepSets(int steps) {
        int sets = 1 << steps;
        setAt = IntStream.range(0, sets)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(Integer::numberOfTrailingZeros)
                        .thenComparingInt(set -> set))
                .mapToInt(Integer::intValue)
                .toArray();
        rankOf = new int[sets];
        for (int rank = 0; rank < sets; rank++) {
            rankOf[setAt[rank]] = rank;
        }
    }

    /** A set's place among all: by its first step, then as a number; the empty set comes last. */
    int rankOf(int set) {
        return rankOf[set];
    }

    /** The set at a place. */
    int setAt(int rank) {
        return setAt[rank];
    }
}
