package io.tillview.events.spool;

/** What happens to an event for which the spool has no room: its bound is reached, or the disk is full. */
public enum SpoolFullPolicy {
    /** The caller waits for room, up to a bound; then the new event is refused. */
    BLOCK,
    /** The new event is refused at once. */
    DROP_NEWEST,
    /** The oldest segment's events that are not on their way yet are dropped, and the new event takes their room. */
    DROP_OLDEST
}
