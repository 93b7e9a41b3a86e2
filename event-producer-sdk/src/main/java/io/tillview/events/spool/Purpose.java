package io.tillview.events.spool;

/** What a record is appended for. */
public enum Purpose {
    /** The caller wants it on disk before it sends it. */
    WRITE_AHEAD,
    /** The caller would send it without; it wants it in line only if others are. */
    IF_BEHIND,
    /** The caller could not send it: it waits in line, and the spool is behind. */
    IN_LINE,
    /** The caller doesn't know whether it was sent: it is there for whoever opens the spool next. */
    FOR_SUCCESSOR
}
