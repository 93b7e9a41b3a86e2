package io.tillview.events.spool;

import java.nio.MappedByteBuffer;

/**
 * Reads a file that a predecessor left. What is intact and not settled becomes waiting again; a damaged stretch is counted, and
 * whatever is intact behind it is found by its sequence number and checksum.
 */
final class SegmentScan {

    private final SegmentFile file;
    private final MappedByteBuffer buffer;
    private int sequence;
    private int end = SegmentFile.FIRST;
    private int records;
    private int torn;

    private SegmentScan(SegmentFile file) {
        this.file = file;
        this.buffer = file.buffer();
    }

    static SegmentScan of(SegmentFile file) {
        SegmentScan scan = new SegmentScan(file);
        if (file.bytes() > SegmentFile.FIRST) {
            scan.run();
        }
        return scan;
    }

    /** How many records are to be sent. */
    int records() {
        return records;
    }

    /** How many damaged stretches were found. */
    int torn() {
        return torn;
    }

    /** The segment that the file is, or was before its header was damaged; 0 for none. */
    int sequence() {
        return sequence;
    }

    /** The segment, where there are records to be sent. */
    Segment segment() {
        return Segment.found(file, sequence, end, records);
    }

    private void run() {
        sequence = file.sequence();
        if (sequence == 0) {
            sequence = sequenceOfSomethingToSend();
            if (sequence == 0) {
                return;
            }
            torn++;
            file.begin(sequence);
        }
        int at = SegmentFile.FIRST;
        while (at != -1) {
            at = isRecord(at) ? take(at) : skipDamage(at);
        }
    }

    /** Makes the record waiting if it isn't settled; where the next one begins. */
    private int take(int at) {
        byte state = buffer.get(at + RecordLayout.STATE_AT);
        if (state != RecordLayout.SETTLED) {
            byte next = state == RecordLayout.WAITING ? RecordLayout.WAITING : RecordLayout.WAITING_AGAIN;
            buffer.put(at + RecordLayout.STATE_AT, next);
            buffer.putShort(at + RecordLayout.GENERATION_AT, (short) 0);
            records++;
        }
        end = at + RecordLayout.size(RecordLayout.length(RecordLayout.word(buffer, at)));
        return end;
    }

    /** The next intact record behind the damage, with a settled record put over the damage; -1 if there is none. */
    private int skipDamage(int at) {
        if (at > buffer.capacity() - RecordLayout.HEADER) {
            return -1;
        }
        int next = at + 8;
        while (next <= buffer.capacity() - RecordLayout.HEADER && !isRecord(next)) {
            next += 8;
        }
        boolean found = next <= buffer.capacity() - RecordLayout.HEADER;
        if (found || RecordLayout.sequence(RecordLayout.word(buffer, at)) == sequence) {
            torn++;
        }
        if (found && next - at >= RecordLayout.HEADER) {
            cover(at, next - at - RecordLayout.HEADER);
        }
        return found ? next : -1;
    }

    private void cover(int at, int length) {
        byte[] value = new byte[length];
        buffer.get(at + RecordLayout.HEADER, value);
        buffer.put(at + RecordLayout.STATE_AT, RecordLayout.SETTLED);
        buffer.put(at + RecordLayout.KEY_LENGTH_AT, (byte) 0);
        buffer.putInt(
                at + RecordLayout.CHECKSUM_AT,
                RecordLayout.checksum(
                        RecordLayout.contentChecksum(new byte[0], value),
                        sequence,
                        at,
                        buffer.getLong(at + RecordLayout.ID_AT),
                        buffer.getLong(at + RecordLayout.ID_AT + 8),
                        0,
                        length));
        RecordLayout.publish(buffer, at, sequence, length);
    }

    private boolean isRecord(int at) {
        if (at > buffer.capacity() - RecordLayout.HEADER) {
            return false;
        }
        long word = RecordLayout.word(buffer, at);
        return RecordLayout.sequence(word) == sequence && RecordLayout.isIntact(buffer, at, word);
    }

    /** A file becomes another segment only when everything in it is settled: what isn't is of the last one. */
    private int sequenceOfSomethingToSend() {
        for (int at = SegmentFile.FIRST; at <= buffer.capacity() - RecordLayout.HEADER; at += 8) {
            long word = RecordLayout.word(buffer, at);
            if (RecordLayout.sequence(word) > 0
                    && buffer.get(at + RecordLayout.STATE_AT) != RecordLayout.SETTLED
                    && RecordLayout.isIntact(buffer, at, word)) {
                return RecordLayout.sequence(word);
            }
        }
        return 0;
    }
}
