package io.tillview.events.spool;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Appends to a spool, and makes room by its policy. */
final class SpoolWriter {

    /** A file takes some milliseconds to make; a disk that takes longer than this fails. */
    private static final long FILE_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** While records are settled as fast as they come there is room again soon, whatever the policy. */
    private static final long CAUGHT_UP_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final byte[] NOTHING = {};

    private final SpoolState state;
    private final SpoolFullPolicy policy;
    private final long fullWaitNanos;
    private final Consumer<SpooledRecord> dropped;

    SpoolWriter(SpoolState state, SpoolSettings settings, Consumer<SpooledRecord> dropped) {
        this.state = state;
        this.policy = settings.whenFull();
        this.fullWaitNanos = settings.fullWait().toNanos();
        this.dropped = dropped;
    }

    /** See {@link Spool#append}. */
    Appended append(SpoolPlace place, NewRecord record, Purpose purpose, boolean mayWait) {
        int content = RecordLayout.contentChecksum(record.key(), record.value());
        List<SpooledRecord> given = policy == SpoolFullPolicy.DROP_OLDEST ? new ArrayList<>(0) : List.of();
        state.lock.lock();
        try {
            return append(place, record, purpose, content, mayWait, given);
        } catch (InternalError e) {
            state.failed("writing a record", e);
            return Appended.FAILED;
        } finally {
            state.lock.unlock();
            given.forEach(dropped);
        }
    }

    private Appended append(
            SpoolPlace place,
            NewRecord record,
            Purpose purpose,
            int content,
            boolean mayWait,
            List<SpooledRecord> given) {
        if (purpose == Purpose.IF_BEHIND && !state.isBehind()) {
            return Appended.NOT_NEEDED;
        }
        int size = RecordLayout.size(record.key().length + record.value().length);
        Appended refusal = makeRoom(size, mayWait, given);
        if (refusal != null) {
            return refusal;
        }
        // While this waited for room, the reader may have caught up.
        if (purpose == Purpose.IF_BEHIND && !state.isBehind()) {
            return Appended.NOT_NEEDED;
        }
        boolean handed = purpose == Purpose.WRITE_AHEAD && !state.isBehind();
        byte first = handed
                ? RecordLayout.HANDED
                : purpose == Purpose.FOR_SUCCESSOR ? RecordLayout.KEPT : RecordLayout.WAITING;
        place.segment = state.active;
        place.at = state.active.end();
        if (first == RecordLayout.WAITING) {
            state.unsent.increment();
            // The reader needs no lock: once the record is there it may be taken.
            place.onWaiting();
        }
        try {
            state.active.append(first, record.key(), record.value(), content, record.idHigh(), record.idLow(), (short)
                    record.generation());
        } catch (InternalError e) {
            // The disk failed under the mapping, and nothing is there.
            place.segment = null;
            if (first == RecordLayout.WAITING) {
                state.unsent.decrement();
            }
            throw e;
        }
        if (first == RecordLayout.WAITING && !state.isBehind()) {
            state.putInLine(place);
        }
        return handed ? Appended.HANDED : Appended.WAITING;
    }

    /** Null if the active segment has room, else why there is none. */
    private Appended makeRoom(int size, boolean mayWait, List<SpooledRecord> given) {
        long begun = 0;
        boolean interrupted = false;
        try {
            while (true) {
                if (state.isClosed()) {
                    return Appended.CLOSED;
                }
                if (state.active != null && state.active.hasRoom(size)) {
                    return null;
                }
                state.seal();
                SegmentFile file = state.pool.take();
                if (file != null) {
                    state.begin(file);
                    continue;
                }
                begun = begun == 0 ? System.nanoTime() | 1 : begun;
                long wait = mayWait ? waitNanos(interrupted) - (System.nanoTime() - begun) : 0;
                if (wait > 0) {
                    state.work.signal();
                    interrupted |= state.awaitChange(wait);
                } else if (policy != SpoolFullPolicy.DROP_OLDEST || !state.isBehind() || !dropOldest(given)) {
                    return state.diskRefuses && state.pool.mayGrow() ? Appended.FAILED : Appended.FULL;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private long waitNanos(boolean interrupted) {
        if (state.pool.mayGrow() && !state.diskRefuses) {
            return FILE_WAIT_NANOS;
        }
        if (!state.isBehind()) {
            return CAUGHT_UP_WAIT_NANOS;
        }
        return policy == SpoolFullPolicy.BLOCK && !interrupted ? fullWaitNanos : 0;
    }

    /** Drops what waits in the oldest segments that nobody reads, until one is free; false if none is. */
    private boolean dropOldest(List<SpooledRecord> given) {
        for (Segment segment : List.copyOf(state.inUse.values())) {
            if (segment == state.active || segment == state.reading || !segment.hold()) {
                continue;
            }
            SpoolPlace place = new SpoolPlace();
            place.segment = segment;
            for (int at = SegmentFile.FIRST; at < segment.end(); at = segment.after(at)) {
                byte found = segment.state(at);
                if (found == RecordLayout.WAITING || found == RecordLayout.WAITING_AGAIN) {
                    place.at = at;
                    given.add(new SpooledRecord(
                            place.position(),
                            found == RecordLayout.WAITING_AGAIN,
                            segment.idHigh(at),
                            segment.idLow(at),
                            segment.generation(at),
                            NOTHING,
                            NOTHING));
                    segment.state(at, RecordLayout.SETTLED);
                    state.unsent.decrement();
                    state.release(segment);
                }
            }
            state.release(segment);
            if (state.pool.hasFree()) {
                return true;
            }
        }
        return false;
    }
}
