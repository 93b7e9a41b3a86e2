package io.tillview.events.spool;

import java.nio.MappedByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A run of records in one file. It is written under the spool's lock; states are changed by whoever the record belongs to at that
 * moment.
 *
 * <p>It is in use while something is open in it: a record that isn't settled, or a hold of the writer's or the reader's. When
 * the last is gone, nobody looks into it any more and the file can become another segment.
 */
final class Segment {

    private final SegmentFile file;
    private final MappedByteBuffer buffer;
    private final int sequence;
    private final AtomicInteger open;
    private volatile int end;

    /** Before this, every record is settled. The keeper's own. */
    int settledTo = SegmentFile.FIRST;
    /** Before this, every record has been forced to the disk. The keeper's own. */
    int syncedTo;
    /** Where the records ended at the keeper's last round. The keeper's own. */
    int earlierEnd;

    private Segment(SegmentFile file, int sequence, int end, int open) {
        this.file = file;
        this.buffer = file.buffer();
        this.sequence = sequence;
        this.end = end;
        this.open = new AtomicInteger(open);
    }

    /** A new segment, held by its writer. */
    static Segment begin(SegmentFile file, int sequence) {
        file.begin(sequence);
        return new Segment(file, sequence, SegmentFile.FIRST, 1);
    }

    /** A segment that was found, with records to send. */
    static Segment found(SegmentFile file, int sequence, int end, int records) {
        Segment segment = new Segment(file, sequence, end, records);
        segment.earlierEnd = end;
        return segment;
    }

    SegmentFile file() {
        return file;
    }

    int sequence() {
        return sequence;
    }

    int end() {
        return end;
    }

    boolean hasRoom(int size) {
        return size <= buffer.capacity() - end;
    }

    /** Appends a record at the end. There has to be room, and the spool's lock has to be held. */
    void append(byte state, byte[] key, byte[] value, int content, long idHigh, long idLow, short generation) {
        int at = end;
        int length = key.length + value.length;
        open.incrementAndGet();
        buffer.put(at + RecordLayout.HEADER, key);
        buffer.put(at + RecordLayout.HEADER + key.length, value);
        buffer.putLong(at + RecordLayout.ID_AT, idHigh);
        buffer.putLong(at + RecordLayout.ID_AT + 8, idLow);
        buffer.putInt(
                at + RecordLayout.CHECKSUM_AT,
                RecordLayout.checksum(content, sequence, at, idHigh, idLow, key.length, length));
        buffer.put(at + RecordLayout.STATE_AT, state);
        buffer.put(at + RecordLayout.KEY_LENGTH_AT, (byte) key.length);
        buffer.putShort(at + RecordLayout.GENERATION_AT, generation);
        RecordLayout.publish(buffer, at, sequence, length);
        end = at + RecordLayout.size(length);
    }

    /** Where the record after this one begins; the segment's end where there is none, or where a damaged one was found. */
    int after(int at) {
        long word = RecordLayout.word(buffer, at);
        int next = at + RecordLayout.size(Math.max(0, RecordLayout.length(word)));
        return RecordLayout.sequence(word) == sequence && next <= end ? next : end;
    }

    byte state(int at) {
        return buffer.get(at + RecordLayout.STATE_AT);
    }

    void state(int at, byte state) {
        buffer.put(at + RecordLayout.STATE_AT, state);
    }

    int generation(int at) {
        return buffer.getShort(at + RecordLayout.GENERATION_AT) & 0xffff;
    }

    long idHigh(int at) {
        return buffer.getLong(at + RecordLayout.ID_AT);
    }

    long idLow(int at) {
        return buffer.getLong(at + RecordLayout.ID_AT + 8);
    }

    byte[] key(int at) {
        byte[] key = new byte[keyLength(at)];
        buffer.get(at + RecordLayout.HEADER, key);
        return key;
    }

    byte[] value(int at) {
        int keyLength = keyLength(at);
        byte[] value = new byte[RecordLayout.length(RecordLayout.word(buffer, at)) - keyLength];
        buffer.get(at + RecordLayout.HEADER + keyLength, value);
        return value;
    }

    private int keyLength(int at) {
        return buffer.get(at + RecordLayout.KEY_LENGTH_AT) & 0xff;
    }

    /** Keeps the segment in use; false if its last record is settled already, and it is being freed. */
    boolean hold() {
        int before = open.get();
        while (before > 0 && !open.compareAndSet(before, before + 1)) {
            before = open.get();
        }
        return before > 0;
    }

    /** Lets go of a record or a hold; true if that was the last. */
    boolean release() {
        return open.decrementAndGet() == 0;
    }

    /** Forces the records between two places to the disk. */
    void force(int from, int to) {
        int page = from & -4096;
        buffer.force(page, to - page);
    }
}
