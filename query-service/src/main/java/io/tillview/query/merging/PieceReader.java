package io.tillview.query.merging;

import java.io.Serial;
import java.nio.ByteBuffer;
import java.util.List;

/** Reads what {@link PieceWriter} wrote. Takes no more memory than the bytes that are left allow for. Used by one thread. */
final class PieceReader {
    private static final int CONTINUED = 0x80;
    private static final int BITS = 7;

    private final ByteBuffer in;

    PieceReader(ByteBuffer in) {
        this.in = in;
    }

    boolean isAtEnd() {
        return !in.hasRemaining();
    }

    /** How many of something follow: each takes a byte at least. */
    int count() throws UnreadableException {
        long count = number();
        if (count < 0 || count > in.remaining()) {
            throw new UnreadableException();
        }
        return (int) count;
    }

    Long nullableNumber() throws UnreadableException {
        long present = number();
        if (present == 0) {
            return null;
        }
        if (present != 1) {
            throw new UnreadableException();
        }
        long number = number();
        return (number >>> 1) ^ -(number & 1);
    }

    byte[] nullableBytes() throws UnreadableException {
        long lengthAndOne = number();
        if (lengthAndOne == 0) {
            return null;
        }
        if (lengthAndOne < 0 || lengthAndOne - 1 > in.remaining()) {
            throw new UnreadableException();
        }
        byte[] bytes = new byte[(int) lengthAndOne - 1];
        in.get(bytes);
        return bytes;
    }

    String nullableOf(List<String> texts) throws UnreadableException {
        long placeAndOne = number();
        if (placeAndOne == 0) {
            return null;
        }
        if (placeAndOne < 0 || placeAndOne > texts.size()) {
            throw new UnreadableException();
        }
        return texts.get((int) placeAndOne - 1);
    }

    String text() throws UnreadableException {
        char[] chars = new char[count()];
        for (int i = 0; i < chars.length; i++) {
            long unit = number();
            if (unit < 0 || unit > Character.MAX_VALUE) {
                throw new UnreadableException();
            }
            chars[i] = (char) unit;
        }
        return new String(chars);
    }

    private long number() throws UnreadableException {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += BITS) {
            if (!in.hasRemaining()) {
                throw new UnreadableException();
            }
            byte next = in.get();
            number |= (long) (next & (CONTINUED - 1)) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw new UnreadableException();
    }

    /** The bytes are not what was written. */
    static final class UnreadableException extends Exception {
        @Serial
        private static final long serialVersionUID = 1L;
    }
}
