package io.tillview.query.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** A SHA-256 over values one after another, made without a text of them all: thousands of answers a second have one. Used once. */
final class ContentDigest {
    private static final int BUFFERED = 512;

    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFERED);
    private final MessageDigest digest;

    ContentDigest() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    /** With its kind, and texts with their length, so that what follows can't be taken for a part of it. */
    void add(Object value) {
        if (value == null) {
            put('n', 0);
        } else if (value instanceof Long number) {
            put('l', number);
        } else if (value instanceof Double number) {
            put('d', Double.doubleToRawLongBits(number));
        } else if (value instanceof String text) {
            add('s', text);
        } else {
            add('o', String.valueOf(value));
        }
    }

    /** All of their values, and how many there are of which. */
    void addRows(List<List<Object>> rows) {
        put('r', rows.size());
        for (List<Object> row : rows) {
            put('c', row.size());
            row.forEach(this::add);
        }
    }

    /** The digest of all that was added; nothing can be added to it any more. */
    byte[] end() {
        flush();
        return digest.digest();
    }

    private void add(char kind, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        put(kind, bytes.length);
        flush();
        digest.update(bytes);
    }

    private void put(char kind, long number) {
        if (buffer.remaining() < Character.BYTES + Long.BYTES) {
            flush();
        }
        buffer.putChar(kind).putLong(number);
    }

    private void flush() {
        digest.update(buffer.flip());
        buffer.clear();
    }
}
