package io.tillview.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** The body of the last answer on a connection: its bytes are looked through where they are, since reading JSON would cost more than asking. */
final class AnswerBody {
    private byte[] bytes = new byte[16_384];
    private int length;

    void clear() {
        length = 0;
    }

    void add(byte[] more, int from, int to) {
        int needed = length + to - from;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
        }
        System.arraycopy(more, from, bytes, length, to - from);
        length = needed;
    }

    int length() {
        return length;
    }

    /** How many times a text is in it. */
    int count(byte[] text) {
        int found = 0;
        for (int at = 0; at <= length - text.length; at++) {
            if (bytes[at] == text[0] && Arrays.equals(bytes, at, at + text.length, text, 0, text.length)) {
                found++;
            }
        }
        return found;
    }

    /** Whether a text is in it; found soonest near the end. */
    boolean has(byte[] text) {
        for (int at = length - text.length; at >= 0; at--) {
            if (bytes[at] == text[0] && Arrays.equals(bytes, at, at + text.length, text, 0, text.length)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it begins with a text. */
    boolean beginsWith(byte[] text) {
        return length >= text.length && Arrays.equals(bytes, 0, text.length, text, 0, text.length);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, UTF_8);
    }
}
