package io.tillview.query.segments;

import io.tillview.query.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Adds up the segments that one question is answered from. Used by one thread. */
final class SegmentTally {
    private final List<Interval> open = new ArrayList<>();
    private long high;
    private long low;
    private long from;
    private long to;
    private boolean cut;
    private boolean growing;
    private long openFrom;
    private long openTo = Long.MIN_VALUE;

    /**
     * Turns to the next part of the time, and to the segments that serve it.
     *
     * @param segments what is counted from here on
     * @param partFrom where it begins, in milliseconds since 1970
     * @param partTo where it ends
     */
    void next(SegmentSet segments, long partFrom, long partTo) {
        endPart();
        from = partFrom;
        to = partTo;
        cut = !segments.isMadeFor(partFrom, partTo);
    }

    /** Counts one more, by its {@link SegmentDigest}. */
    void add(long digestHigh, long digestLow, boolean isGrowing) {
        if (cut) {
            SegmentDigest part = new SegmentDigest(digestHigh, digestLow).within(from, to);
            sum(part.high(), part.low());
        } else {
            sum(digestHigh, digestLow);
        }
        growing |= isGrowing;
    }

    private void sum(long addedHigh, long addedLow) {
        low += addedLow;
        high += addedHigh + (Long.compareUnsigned(low, addedLow) < 0 ? 1 : 0);
    }

    /** What came of it. */
    Standing standing(long changedAt) {
        endPart();
        endOpen();
        return new Standing(new Fingerprint(high, low), open, changedAt);
    }

    private void endPart() {
        if (growing && from != openTo) {
            endOpen();
            openFrom = from;
        }
        if (growing) {
            openTo = to;
        }
        growing = false;
    }

    private void endOpen() {
        if (openTo != Long.MIN_VALUE) {
            open.add(new Interval(Instant.ofEpochMilli(openFrom), Instant.ofEpochMilli(openTo)));
        }
    }
}
