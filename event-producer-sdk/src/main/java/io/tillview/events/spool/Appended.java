package io.tillview.events.spool;

/** What became of an append. */
public enum Appended {
    /** The record is in the spool and the caller's to send. */
    HANDED,
    /** The record is in the spool, in line to be read back. */
    WAITING,
    /** Nothing was appended: nothing waits, and the caller asked for the spool only where something does. */
    NOT_NEEDED,
    /** Nothing was appended: there is no room, and the policy made none. */
    FULL,
    /** Nothing was appended: the disk fails. */
    FAILED,
    /** Nothing was appended: the spool is closed. */
    CLOSED
}
