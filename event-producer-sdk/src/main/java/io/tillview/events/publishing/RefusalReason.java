package io.tillview.events.publishing;

/** Why {@code publish} didn't take an event. */
public enum RefusalReason {
    /** It breaks rules that only show when an event is published: too large, from the future. */
    INVALID,
    /** Kafka takes no events now and the spool has no room for more: its bound is reached, or the disk is full. */
    SPOOL_FULL,
    /** Kafka takes no events now and the spool's disk fails. */
    SPOOL_FAILED,
    /** The publisher is closed. */
    CLOSED
}
