package io.tillview.events.spool;

/** Where a record is in the spool, if it is there; whoever carries it may extend this. Belongs to who carries the record. */
public class SpoolPlace {

    Segment segment;
    int at;

    /** In no spool yet. */
    public SpoolPlace() {}

    /** Whether the record is in the spool. */
    public final boolean isSpooled() {
        return segment != null;
    }

    /** A number that says which place it is, unique within a spool. */
    public final long position() {
        return (long) segment.sequence() << 32 | at;
    }

    /** The record has been put where it waits to be read back. Called under the spool's lock, before anybody can read it. */
    protected void onWaiting() {}

    boolean isBefore(Segment otherSegment, int otherAt) {
        return segment.sequence() < otherSegment.sequence() || (segment == otherSegment && at < otherAt);
    }
}
