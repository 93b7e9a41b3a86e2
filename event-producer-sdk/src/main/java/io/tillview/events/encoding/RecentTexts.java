package io.tillview.events.encoding;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Short texts that were read more than once lately, handed out again instead of being made anew: most of an event's texts are the
 * same few words in all events. A text that comes back is the same object, and knows its hash already.
 *
 * <p>Keeps at most {@value #SLOTS} texts of {@value #LONGEST} bytes. Safe for use by several threads, without a lock: what one
 * thread doesn't see of another's, it makes itself.
 */
final class RecentTexts {

    private static final int SLOTS = 1_024;
    private static final int LONGEST = 48;
    /** Odd, its bits half set and mixed: the golden ratio's, after Knuth, "Sorting and Searching", 6.4. */
    private static final long MULTIPLIER = 0x9e37_79b9_7f4a_7c15L;

    private final Recent[] slots = new Recent[SLOTS];
    /** The hash of the last text that was in no slot: one that comes but once takes no other's place. */
    private final int[] missed = new int[SLOTS];

    /** The text that these bytes are in UTF-8. */
    String of(byte[] utf8, int start, int end) {
        if (end - start > LONGEST) {
            return new String(utf8, start, end - start, UTF_8);
        }
        int hash = hash(utf8, start, end);
        int slot = hash & (SLOTS - 1);
        Recent recent = slots[slot];
        if (recent != null && Arrays.equals(recent.utf8, 0, recent.utf8.length, utf8, start, end)) {
            return recent.text;
        }
        String text = new String(utf8, start, end - start, UTF_8);
        if (missed[slot] == hash) {
            slots[slot] = new Recent(Arrays.copyOfRange(utf8, start, end), text);
        }
        missed[slot] = hash;
        return text;
    }

    private static final class Recent {

        private final byte[] utf8;
        private final String text;

        Recent(byte[] utf8, String text) {
            this.utf8 = utf8;
            this.text = text;
        }
    }

    /** By the text's length, its beginning and its end, eight bytes each. */
    private static int hash(byte[] utf8, int start, int end) {
        int length = end - start;
        long ends = length;
        if (length >= Long.BYTES) {
            ends += (EightBytes.at(utf8, start) * MULTIPLIER) ^ EightBytes.at(utf8, end - Long.BYTES);
        } else {
            for (int i = start; i < end; i++) {
                ends = (ends << Byte.SIZE) | (utf8[i] & 0xff);
            }
        }
        return (int) ((ends * MULTIPLIER) >>> Integer.SIZE);
    }
}
