package io.tillview.query.journeys;

import java.util.Arrays;
import java.util.OptionalDouble;

/** Lengths of time in milliseconds; 8 bytes each. Not safe for use by several threads. */
final class Durations {
    private static final double MILLIS_A_SECOND = 1_000;

    private long[] millis = new long[4];
    private int size;

    void add(long duration) {
        if (size == millis.length) {
            millis = Arrays.copyOf(millis, size * 2);
        }
        millis[size++] = duration;
    }

    /** The middle one in seconds, or what lies halfway between the middle two; empty if there is none. Exact. */
    OptionalDouble medianSeconds() {
        if (size == 0) {
            return OptionalDouble.empty();
        }
        Arrays.sort(millis, 0, size);
        long lower = millis[(size - 1) / 2];
        long upper = millis[size / 2];
        return OptionalDouble.of((lower + upper) / 2.0 / MILLIS_A_SECOND);
    }
}
