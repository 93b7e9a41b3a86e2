package io.tillview.demo;

import java.util.SplittableRandom;

/** When visits begin: few at night, many in the evening, by the shop's own clock. */
final class DayRhythm {
    /** The last moment of a day that a visit's event may have. */
    static final long LAST_MILLIS = 86_400_000L - 1;

    /** Visits by local hour, in no unit. */
    private static final int[] HOURS = {
        3, 2, 1, 1, 1, 2, 4, 6, 8, 9, 10, 11, 12, 11, 10, 10, 11, 12, 14, 16, 17, 15, 10, 6
    };

    private static final int ALL = 202;
    private static final int MILLIS_OF_HOUR = 3_600_000;

    private DayRhythm() {}

    /** A moment of the UTC day, in milliseconds after midnight. */
    static long millisOfDay(Shop shop, SplittableRandom chance) {
        int at = chance.nextInt(ALL);
        int hour = 0;
        while (at >= HOURS[hour]) {
            at -= HOURS[hour];
            hour++;
        }
        int utcHour = Math.floorMod(hour - shop.hoursFromUtc(), HOURS.length);
        return (long) utcHour * MILLIS_OF_HOUR + chance.nextInt(MILLIS_OF_HOUR);
    }
}
