package io.tillview.events.encoding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.UUID;

/** Ids, times and numbers as JSON has them. Each method writes from a place on and returns the place after. */
final class JsonWords {

    static final int UUID_BYTES = 36;
    static final int INSTANT_BYTES = 24;

    private static final int MILLIS_OF_DAY = 86_400_000;
    private static final int DAYS_OF_400_YEARS = 146_097;

    /** Days from 0000-03-01 to 1970-01-01. */
    private static final int DAYS_BEFORE_1970 = 719_468;

    private static final VarHandle TWO = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final short[] HEX = pairs(16, "0123456789abcdef");
    private static final short[] DECIMAL = pairs(10, "0123456789");

    private JsonWords() {}

    /** The text form of a UUID, in lower case. */
    static int uuid(UUID id, byte[] out, int at) {
        long high = id.getMostSignificantBits();
        long low = id.getLeastSignificantBits();
        hex4(high >>> 48, out, at);
        hex4(high >>> 32, out, at + 4);
        out[at + 8] = '-';
        hex4(high >>> 16, out, at + 9);
        out[at + 13] = '-';
        hex4(high, out, at + 14);
        out[at + 18] = '-';
        hex4(low >>> 48, out, at + 19);
        out[at + 23] = '-';
        hex4(low >>> 32, out, at + 24);
        hex4(low >>> 16, out, at + 28);
        hex4(low, out, at + 32);
        return at + UUID_BYTES;
    }

    private static void hex4(long bits, byte[] out, int at) {
        TWO.set(out, at, HEX[(int) (bits >>> 8) & 0xff]);
        TWO.set(out, at + 2, HEX[(int) bits & 0xff]);
    }

    /**
     * An instant of the years 0000 to 9999 as ISO-8601 in UTC, to the millisecond. The date is reckoned in years that begin
     * in March, so that the leap day is the last one (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
     */
    static int instant(long epochMillis, byte[] out, int at) {
        int millis = (int) Math.floorMod(epochMillis, (long) MILLIS_OF_DAY);
        // 400 years on, so that January of the year 0000 isn't negative.
        int days = (int) Math.floorDiv(epochMillis, (long) MILLIS_OF_DAY) + DAYS_BEFORE_1970 + DAYS_OF_400_YEARS;
        int era = days / DAYS_OF_400_YEARS;
        int dayOfEra = days % DAYS_OF_400_YEARS;
        int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int month = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * month + 2) / 5 + 1;
        int year = yearOfEra + era * 400 - 400 + (month >= 10 ? 1 : 0);
        two(year / 100, out, at);
        two(year % 100, out, at + 2);
        out[at + 4] = '-';
        two(month >= 10 ? month - 9 : month + 3, out, at + 5);
        out[at + 7] = '-';
        two(day, out, at + 8);
        out[at + 10] = 'T';
        two(millis / 3_600_000, out, at + 11);
        out[at + 13] = ':';
        two(millis / 60_000 % 60, out, at + 14);
        out[at + 16] = ':';
        two(millis / 1_000 % 60, out, at + 17);
        out[at + 19] = '.';
        two(millis / 10 % 100, out, at + 20);
        out[at + 22] = (byte) ('0' + millis % 10);
        out[at + 23] = 'Z';
        return at + INSTANT_BYTES;
    }

    private static void two(int number, byte[] out, int at) {
        TWO.set(out, at, DECIMAL[number]);
    }

    /** Bytes that {@link #number} writes. */
    static int digits(long number) {
        if (number == Long.MIN_VALUE) {
            return 20;
        }
        long positive = Math.abs(number);
        int digits = number < 0 ? 2 : 1;
        while (positive >= 10) {
            positive /= 10;
            digits++;
        }
        return digits;
    }

    static int number(long number, byte[] out, int at) {
        int end = at + digits(number);
        int place = end;
        // Negative, as there is one more of those; a remainder then is negative too.
        long rest = number < 0 ? number : -number;
        while (rest <= -100) {
            place -= 2;
            two((int) -(rest % 100), out, place);
            rest /= 100;
        }
        if (rest <= -10) {
            two((int) -rest, out, place - 2);
        } else {
            out[place - 1] = (byte) ('0' - rest);
        }
        if (number < 0) {
            out[at] = '-';
        }
        return end;
    }

    /** Two digits of each number below the base's square, as the short that lays them out in order. */
    private static short[] pairs(int base, String digits) {
        short[] pairs = new short[base * base];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = (short) (digits.charAt(i / base) | (digits.charAt(i % base) << 8));
        }
        return pairs;
    }
}
