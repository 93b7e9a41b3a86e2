package io.tillview.events.spool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * A record in a segment, aligned to 8 bytes, little-endian:
 *
 * <pre>
 *  0  length of key and value together (4), the segment's sequence number (4): stored last, in one piece
 *  8  checksum (4)
 * 12  state (1)
 * 13  length of the key (1)
 * 14  generation (2)
 * 16  id (16)
 * 32  key, value
 * </pre>
 *
 * <p>The checksum is CRC-32C of key and value, mixed with everything that says which record this is: the sequence number, the
 * place, the id, the lengths. So what a segment held in an earlier life is never taken for new. State and generation change
 * in place and are outside of it.
 */
final class RecordLayout {

    static final int HEADER = 32;
    static final int MAX_KEY = 255;

    /** Not given to Kafka's producer yet. */
    static final byte WAITING = 'W';
    /** The same, but a predecessor may have sent it. */
    static final byte WAITING_AGAIN = 'A';
    /** Given to Kafka's producer, which hasn't answered. */
    static final byte HANDED = 'H';
    /** Given to Kafka's producer, which will not answer any more: for a successor to send. */
    static final byte KEPT = 'K';
    /** Delivered or dropped. */
    static final byte SETTLED = 'S';

    static final int CHECKSUM_AT = 8;
    static final int STATE_AT = 12;
    static final int KEY_LENGTH_AT = 13;
    static final int GENERATION_AT = 14;
    static final int ID_AT = 16;

    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private RecordLayout() {}

    /** Bytes that a record takes. */
    static int size(int length) {
        return (HEADER + length + 7) & -8;
    }

    static void publish(ByteBuffer buffer, int at, int sequence, int length) {
        LONG.setRelease(buffer, at, (long) sequence << 32 | length);
    }

    static long word(ByteBuffer buffer, int at) {
        return (long) LONG.getAcquire(buffer, at);
    }

    static int sequence(long word) {
        return (int) (word >>> 32);
    }

    static int length(long word) {
        return (int) word;
    }

    /** The part of the checksum that takes time and needs to know no place. */
    static int contentChecksum(byte[] key, byte[] value) {
        CRC32C crc = new CRC32C();
        crc.update(key, 0, key.length);
        crc.update(value, 0, value.length);
        return (int) crc.getValue();
    }

    /** The checksum of a record at its place. */
    static int checksum(int content, int sequence, int at, long idHigh, long idLow, int keyLength, int length) {
        long hash = mixed((long) sequence << 32 | at);
        hash = mixed(hash ^ idHigh);
        hash = mixed(hash ^ idLow);
        hash = mixed(hash ^ ((long) keyLength << 32 | length));
        return content ^ (int) (hash >>> 32);
    }

    /** Whether a whole, undamaged record is at the place. */
    static boolean isIntact(ByteBuffer buffer, int at, long word) {
        int length = length(word);
        int keyLength = buffer.get(at + KEY_LENGTH_AT) & 0xff;
        if (length < keyLength || length > buffer.capacity() - at - HEADER) {
            return false;
        }
        CRC32C crc = new CRC32C();
        crc.update(buffer.slice(at + HEADER, length));
        int expected = checksum(
                (int) crc.getValue(),
                sequence(word),
                at,
                buffer.getLong(at + ID_AT),
                buffer.getLong(at + ID_AT + 8),
                keyLength,
                length);
        return expected == buffer.getInt(at + CHECKSUM_AT);
    }

    /** The finalizer of splitmix64: every bit of the input changes half of the output's. */
    private static long mixed(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
