package io.tillview.events.spool;

import java.util.Map;
import java.util.function.Consumer;

/** Reads a spool's waiting records in order. One thread's, the reader's. */
final class SpoolReader {

    private static final byte[] NOTHING = {};

    private final SpoolState state;
    private int at;

    SpoolReader(SpoolState state) {
        this.state = state;
    }

    /** See {@link Spool#take}. */
    SpooledRecord take(SpoolPlace place) {
        while (true) {
            Segment segment = state.reading;
            if (segment == null || state.isRewound() || at >= segment.end()) {
                if (!advance()) {
                    return null;
                }
                continue;
            }
            int here = at;
            byte found = segment.state(here);
            at = segment.after(here);
            if (found == RecordLayout.WAITING || found == RecordLayout.WAITING_AGAIN) {
                segment.state(here, RecordLayout.HANDED);
                state.unsent.decrement();
                place.segment = segment;
                place.at = here;
                return record(place, segment.key(here), segment.value(here), found == RecordLayout.WAITING_AGAIN);
            }
        }
    }

    private static SpooledRecord record(SpoolPlace place, byte[] key, byte[] value, boolean again) {
        Segment segment = place.segment;
        int here = place.at;
        return new SpooledRecord(
                place.position(),
                again,
                segment.idHigh(here),
                segment.idLow(here),
                segment.generation(here),
                key,
                value);
    }

    /** Goes to where records may be; false if there are none, and then the spool is caught up. */
    private boolean advance() {
        state.lock.lock();
        try {
            SpoolPlace back = state.takeRewind();
            Segment here = state.reading;
            if (back != null) {
                if (here == null || back.isBefore(here, at)) {
                    goTo(back.segment, back.at);
                }
                return true;
            }
            if (here != null && at < here.end()) {
                return true;
            }
            if (goToNext(here)) {
                return true;
            }
            goTo(null, 0);
            state.caughtUp();
            return false;
        } finally {
            state.lock.unlock();
        }
    }

    private boolean goToNext(Segment here) {
        if (!state.isBehind()) {
            return false;
        }
        Map.Entry<Integer, Segment> next =
                here == null ? state.inUse.firstEntry() : state.inUse.higherEntry(here.sequence());
        while (next != null) {
            if (goTo(next.getValue(), SegmentFile.FIRST)) {
                return true;
            }
            next = state.inUse.higherEntry(next.getKey());
        }
        return false;
    }

    /** Moves the reader's hold; false if the segment is being freed, and nothing waits in it. */
    private boolean goTo(Segment segment, int target) {
        Segment here = state.reading;
        if (segment != here) {
            if (segment != null && !segment.hold()) {
                return false;
            }
            state.reading = segment;
            if (here != null) {
                state.release(here);
            }
        }
        at = target;
        return true;
    }

    /** See {@link Spool#forEachLeft}. */
    void forEachLeft(Consumer<SpooledRecord> told) {
        state.lock.lock();
        try {
            SpoolPlace place = new SpoolPlace();
            for (Segment segment : state.inUse.values()) {
                place.segment = segment;
                for (int each = SegmentFile.FIRST; each < segment.end(); each = segment.after(each)) {
                    byte found = segment.state(each);
                    if (found != RecordLayout.SETTLED && found != RecordLayout.KEPT) {
                        place.at = each;
                        told.accept(record(place, NOTHING, NOTHING, found != RecordLayout.WAITING));
                    }
                }
            }
        } finally {
            state.lock.unlock();
        }
    }
}
