package io.tillview.events.encoding;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Text within JSON's quotes. Each method writes from a place on and returns the place after. */
final class JsonText {

    private static final byte[] HEX = ascii("0123456789ABCDEF");

    /** The letter of a two-character escape (RFC 8259, section 7), or 0. */
    private static final byte[] SHORT_ESCAPES = shortEscapes();

    private JsonText() {}

    /** What is written often, once for all. */
    static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    static int bytes(byte[] bytes, byte[] out, int at) {
        System.arraycopy(bytes, 0, out, at, bytes.length);
        return at + bytes.length;
    }

    /** Text that is known to be ASCII without anything to escape. */
    @SuppressWarnings(
            "deprecation") // It cuts off the upper half of a char, which is 0 here; nothing else copies straight.
    static int plain(String text, byte[] out, int at) {
        int length = text.length();
        text.getBytes(0, length, out, at);
        return at + length;
    }

    /** Any text whose surrogates are whole pairs. */
    static int escaped(String text, byte[] out, int begin) {
        int at = begin;
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c == '"' || c == '\\') {
                at = escape(c, out, at);
            } else if (c < 0x80) {
                out[at++] = (byte) c;
            } else if (c < 0x800) {
                out[at++] = (byte) (0xc0 | (c >> 6));
                out[at++] = continuation(c);
            } else if (!Character.isHighSurrogate(c)) {
                out[at++] = (byte) (0xe0 | (c >> 12));
                out[at++] = continuation(c >> 6);
                out[at++] = continuation(c);
            } else {
                int codePoint = Character.toCodePoint(c, text.charAt(++i));
                out[at++] = (byte) (0xf0 | (codePoint >> 18));
                out[at++] = continuation(codePoint >> 12);
                out[at++] = continuation(codePoint >> 6);
                out[at++] = continuation(codePoint);
            }
        }
        return at;
    }

    /** A byte of UTF-8 after the first: the lower six bits. */
    private static byte continuation(int bits) {
        return (byte) (0x80 | (bits & 0x3f));
    }

    private static int escape(char c, byte[] out, int begin) {
        int at = begin;
        out[at++] = '\\';
        if (SHORT_ESCAPES[c] != 0) {
            out[at++] = SHORT_ESCAPES[c];
            return at;
        }
        out[at++] = 'u';
        out[at++] = '0';
        out[at++] = '0';
        out[at++] = HEX[c >> 4];
        out[at++] = HEX[c & 0xf];
        return at;
    }

    private static byte[] shortEscapes() {
        byte[] letters = new byte[0x80];
        letters['\b'] = 'b';
        letters['\t'] = 't';
        letters['\n'] = 'n';
        letters['\f'] = 'f';
        letters['\r'] = 'r';
        letters['"'] = '"';
        letters['\\'] = '\\';
        return letters;
    }
}
