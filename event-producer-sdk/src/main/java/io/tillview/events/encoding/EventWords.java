package io.tillview.events.encoding;

import io.tillview.events.IsoCodes;
import java.util.Arrays;
import java.util.UUID;

/**
 * The contract's words read from bytes, for the many events in which they are right. What is refused here is looked at again
 * by the vocabulary, which knows why.
 */
final class EventWords {

    /** No word of the kind: neither a time nor half an id is this. */
    static final long NONE = Long.MIN_VALUE;

    private static final int UUID_LENGTH = 36;
    private static final int NAME_LENGTH = 64;
    private static final int SHORTEST_INSTANT = 20;
    private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    /** Days from 0000-03-01 to 1970-01-01. */
    private static final long DAYS_BEFORE_1970 = 719_468;

    private static final int LETTERS = 26;
    private static final boolean[] COUNTRIES = countries();
    private static final byte[] HEX = hexDigits();

    private EventWords() {}

    /** The UUID that the text is in its lower-case form; null if it is none. */
    static UUID uuid(byte[] json, int start, int end) {
        if (!hasDashes(json, start, end)) {
            return null;
        }
        long first = hex(json, start, 8);
        long second = hex(json, start + 9, 4);
        long third = hex(json, start + 14, 4);
        long fourth = hex(json, start + 19, 4);
        long fifth = hex(json, start + 24, 12);
        return (first | second | third | fourth | fifth) < 0
                ? null
                : new UUID(first << 32 | second << 16 | third, fourth << 48 | fifth);
    }

    private static boolean hasDashes(byte[] json, int start, int end) {
        return end - start == UUID_LENGTH
                && json[start + 8] == '-'
                && json[start + 13] == '-'
                && json[start + 18] == '-'
                && json[start + 23] == '-';
    }

    /** The first half of a UUID of version 7 in lower case. */
    static long idHigh(byte[] json, int start, int end) {
        if (!hasDashes(json, start, end) || json[start + 14] != '7') {
            return NONE;
        }
        long first = hex(json, start, 8);
        long second = hex(json, start + 9, 4);
        long third = hex(json, start + 14, 4);
        return (first | second | third) < 0 ? NONE : first << 32 | second << 16 | third;
    }

    /** The second half of what has been found to have the right length and dashes. One that is right equals {@link #NONE}. */
    static long idLow(byte[] json, int start) {
        long first = hex(json, start + 19, 4);
        long second = hex(json, start + 24, 12);
        // The variant: its first two bits are 10.
        return (first | second) < 0 || first >>> 14 != 2 ? NONE : first << 48 | second;
    }

    private static long hex(byte[] json, int at, int digits) {
        long bits = 0;
        int wrong = 0;
        for (int i = at; i < at + digits; i++) {
            int digit = HEX[json[i] & 0xff];
            wrong |= digit;
            bits = bits << 4 | digit;
        }
        return wrong < 0 ? -1 : bits;
    }

    private static byte[] hexDigits() {
        byte[] digits = new byte[1 << Byte.SIZE];
        Arrays.fill(digits, (byte) -1);
        for (int i = 0; i < 16; i++) {
            digits["0123456789abcdef".charAt(i)] = (byte) i;
        }
        return digits;
    }

    /** What {@link IsoCodes#isCountry} says of the text there. */
    static boolean isCountry(byte[] json, int start, int end) {
        return end - start == 2
                && isUpper(json[start])
                && isUpper(json[start + 1])
                && COUNTRIES[(json[start] - 'A') * LETTERS + json[start + 1] - 'A'];
    }

    private static boolean[] countries() {
        boolean[] countries = new boolean[LETTERS * LETTERS];
        for (int i = 0; i < countries.length; i++) {
            countries[i] = IsoCodes.isCountry("" + (char) ('A' + i / LETTERS) + (char) ('A' + i % LETTERS));
        }
        return countries;
    }

    static boolean isMerchantId(byte[] json, int start, int end) {
        if (start == end || end - start > NAME_LENGTH) {
            return false;
        }
        for (int i = start; i < end; i++) {
            int c = json[i];
            if (!isLower(c) && !isDigit(c) && !isUpper(c) && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    static boolean isEventType(byte[] json, int start, int end) {
        if (start == end || end - start > NAME_LENGTH || !isLower(json[start])) {
            return false;
        }
        for (int i = start + 1; i < end; i++) {
            int c = json[i];
            if (!isLower(c) && !isDigit(c) && c != '_') {
                return false;
            }
        }
        return true;
    }

    /**
     * Epoch milliseconds of an instant in UTC, years 0000 to 9999, with up to three digits of a second. The date is reckoned in
     * years that begin in March (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
     */
    static long instant(byte[] json, int start, int end) {
        int length = end - start;
        if (length < SHORTEST_INSTANT
                || json[start + 4] != '-'
                || json[start + 7] != '-'
                || json[start + 10] != 'T'
                || json[start + 13] != ':'
                || json[start + 16] != ':'
                || json[end - 1] != 'Z') {
            return NONE;
        }
        int year = number(json, start, 4);
        int month = number(json, start + 5, 2);
        int day = number(json, start + 8, 2);
        int hour = number(json, start + 11, 2);
        int minute = number(json, start + 14, 2);
        int second = number(json, start + 17, 2);
        int millis = fraction(json, start + 19, end - 1);
        if ((year | month | day | hour | minute | second | millis) < 0
                || month < 1
                || month > 12
                || day < 1
                || day > daysOf(month, year)
                || hour > 23
                || minute > 59
                || second > 59) {
            return NONE;
        }
        int marchYear = month > 2 ? year : year - 1;
        int marchMonth = month > 2 ? month - 3 : month + 9;
        long era = Math.floorDiv(marchYear, 400);
        long yearOfEra = marchYear - era * 400;
        long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + (153L * marchMonth + 2) / 5 + day - 1;
        long days = era * 146_097 + dayOfEra - DAYS_BEFORE_1970;
        return ((days * 24 + hour) * 60 + minute) * 60_000 + second * 1_000L + millis;
    }

    private static int fraction(byte[] json, int start, int end) {
        if (start == end) {
            return 0;
        }
        int digits = end - start - 1;
        if (json[start] != '.' || digits < 1 || digits > 3) {
            return -1;
        }
        int number = number(json, start + 1, digits);
        return digits == 3 ? number : digits == 2 ? number * 10 : number * 100;
    }

    private static int daysOf(int month, int year) {
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return month == 2 && leap ? 29 : DAYS[month - 1];
    }

    private static int number(byte[] json, int at, int digits) {
        int number = 0;
        for (int i = at; i < at + digits; i++) {
            if (!isDigit(json[i])) {
                return -1;
            }
            number = number * 10 + json[i] - '0';
        }
        return number;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isUpper(int c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isLower(int c) {
        return c >= 'a' && c <= 'z';
    }
}
