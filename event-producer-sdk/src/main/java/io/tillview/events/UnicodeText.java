package io.tillview.events;

import java.util.Arrays;

/** What has to be known about text that becomes JSON in UTF-8. */
final class UnicodeText {

    /** What {@link #jsonBytes(String)} says of text that UTF-8 can't carry. */
    static final long MALFORMED = -1;

    /** Bytes beyond the first that an ASCII character takes. */
    private static final byte[] EXTRA_BYTES = extraBytes();

    private UnicodeText() {}

    /**
     * Bytes that the text takes within a JSON string: escaped where it has to be (RFC 8259, section 7), else as UTF-8;
     * {@link #MALFORMED} if half of a surrogate pair is missing. As many bytes as chars means plain: ASCII, nothing escaped.
     */
    static long jsonBytes(String text) {
        int length = text.length();
        long bytes = length;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes += EXTRA_BYTES[c];
            } else if (!Character.isSurrogate(c)) {
                bytes += c < 0x800 ? 1 : 2;
            } else if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1))) {
                // Four bytes for two chars.
                bytes += 2;
                i++;
            } else {
                return MALFORMED;
            }
        }
        return bytes;
    }

    private static byte[] extraBytes() {
        byte[] extra = new byte[0x80];
        Arrays.fill(extra, 0, 0x20, (byte) 5);
        for (char c : "\b\t\n\f\r\"\\".toCharArray()) {
            extra[c] = 1;
        }
        return extra;
    }
}
