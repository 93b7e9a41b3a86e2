package io.tillview.query.segments;

import java.util.Arrays;

/**
 * At which position each time's segments changed last. Immutable.
 *
 * <p>Bounded: where it would tell too many times apart, neighbours are taken together, with the later position of the two. A position
 * may so be too late, never too early.
 */
final class ChangeTimes {
    private static final int MOST = 32_768;

    /** Where a stretch begins that ends with the next; the first is the beginning of time. */
    private final long[] begins;

    private final long[] positions;

    private ChangeTimes(long[] begins, long[] positions) {
        this.begins = begins;
        this.positions = positions;
    }

    /** The same for all times. */
    static ChangeTimes at(long position) {
        return new ChangeTimes(new long[] {Long.MIN_VALUE}, new long[] {position});
    }

    /**
     * With a stretch that changed.
     *
     * @param from where it begins, in milliseconds since 1970; after {@link Long#MIN_VALUE}
     * @param to where it ends
     * @param position not before any earlier one
     */
    ChangeTimes with(long from, long to, long position) {
        int before = stretchOf(from - 1) + 1;
        // What begins within it and goes on after it, or begins with its end, begins with its end now.
        int after = stretchOf(to);
        int rest = begins.length - after;
        long[] nextBegins = new long[before + 1 + rest];
        long[] nextPositions = new long[before + 1 + rest];
        System.arraycopy(begins, 0, nextBegins, 0, before);
        System.arraycopy(positions, 0, nextPositions, 0, before);
        nextBegins[before] = from;
        nextPositions[before] = position;
        System.arraycopy(begins, after, nextBegins, before + 1, rest);
        System.arraycopy(positions, after, nextPositions, before + 1, rest);
        nextBegins[before + 1] = to;
        ChangeTimes next = new ChangeTimes(nextBegins, nextPositions);
        return nextBegins.length > MOST ? next.halved() : next;
    }

    /** The last position of a stretch of time. */
    long latest(long from, long to) {
        long latest = 0;
        for (int i = stretchOf(from); i < begins.length && begins[i] < to; i++) {
            latest = Math.max(latest, positions[i]);
        }
        return latest;
    }

    private int stretchOf(long time) {
        int found = Arrays.binarySearch(begins, time);
        return found >= 0 ? found : -found - 2;
    }

    private ChangeTimes halved() {
        int half = (begins.length + 1) / 2;
        long[] halfBegins = new long[half];
        long[] halfPositions = new long[half];
        for (int i = 0; i < begins.length; i++) {
            if (i % 2 == 0) {
                halfBegins[i / 2] = begins[i];
            }
            halfPositions[i / 2] = Math.max(halfPositions[i / 2], positions[i]);
        }
        return new ChangeTimes(halfBegins, halfPositions);
    }
}
