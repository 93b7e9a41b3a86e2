package io.tillview.events.publishing;

/** Why a valid event was given up. */
public enum DropReason {
    /** The spool was full and the event was either the newest or, if so configured, among the oldest. */
    SPOOL_FULL,
    /** Kafka didn't take the event from memory and the spool's disk failed. */
    SPOOL_FAILED,
    /** Kafka will not take this very event however often it is asked: it is too large for the topic, for example. */
    REFUSED,
    /**
     * Kafka's answer never came and the spool couldn't keep the event for a successor: it may be stored or not. Sending it again
     * would store it twice.
     */
    UNCERTAIN,
    /** The publisher was closed before the event came. */
    CLOSED
}
