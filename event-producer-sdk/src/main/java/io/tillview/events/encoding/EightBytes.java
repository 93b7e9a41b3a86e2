package io.tillview.events.encoding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks at eight bytes at once, as one number whose lowest byte is the first. */
final class EightBytes {

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long BLANKS = ONES * ' ';

    private EightBytes() {}

    /** The eight bytes from there on; there have to be as many. */
    static long at(byte[] bytes, int start) {
        return (long) EIGHT.get(bytes, start);
    }

    static boolean isAscii(byte[] bytes) {
        long all = 0;
        int i = 0;
        for (; i <= bytes.length - Long.BYTES; i += Long.BYTES) {
            all |= at(bytes, i);
        }
        for (; i < bytes.length; i++) {
            all |= bytes[i];
        }
        return (all & HIGH_BITS) == 0;
    }

    /** Where the first quote, backslash or control character is, from there on; the bytes' length without. */
    static int plainUntil(byte[] bytes, int start) {
        int i = start;
        for (; i <= bytes.length - Long.BYTES; i += Long.BYTES) {
            long special = special(at(bytes, i));
            if (special != 0) {
                return i + (Long.numberOfTrailingZeros(special) >>> 3);
            }
        }
        while (i < bytes.length && (bytes[i] < 0 || (bytes[i] >= ' ' && bytes[i] != '"' && bytes[i] != '\\'))) {
            i++;
        }
        return i;
    }

    /**
     * The high bit of every byte that is a quote, a backslash or below a blank, and perhaps of some that follow the first such
     * (Sean Eron Anderson, "Bit Twiddling Hacks": whether a word has a zero byte, or one less than n).
     */
    private static long special(long word) {
        long quotes = word ^ QUOTES;
        long backslashes = word ^ BACKSLASHES;
        return (((quotes - ONES) & ~quotes) | ((backslashes - ONES) & ~backslashes) | ((word - BLANKS) & ~word))
                & HIGH_BITS;
    }
}
