package io.tillview.query.merging;

import java.io.ByteArrayOutputStream;

/** Writes numbers in as many bytes as they need, seven bits each. Used by one thread. */
final class PieceWriter {
    private static final int CONTINUED = 0x80;
    private static final int BITS = 7;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    byte[] bytes() {
        return out.toByteArray();
    }

    /** A number, not negative, or 64 bits that are taken for one. */
    void number(long number) {
        long rest = number;
        while ((rest & -CONTINUED) != 0) {
            out.write((int) (rest & (CONTINUED - 1)) | CONTINUED);
            rest >>>= BITS;
        }
        out.write((int) rest);
    }

    /** A number that might have been null: 1, then the number, small ones below 0 in few bytes, too. */
    void presentNumber(long number) {
        out.write(1);
        number((number << 1) ^ (number >> (Long.SIZE - 1)));
    }

    /** Bytes that might have been null: one more than there are, then they. */
    void presentBytes(byte[] bytes) {
        number(bytes.length + 1L);
        out.write(bytes, 0, bytes.length);
    }

    /** A text by its UTF-16 units, so that it comes back as it was, whatever is in it. */
    void text(String text) {
        number(text.length());
        text.chars().forEach(this::number);
    }
}
