package io.tillview.events.publishing;

/** Why a valid event was given up. */
public enum DropReason {
    /** The bound of waiting events was reached when the event came: it was not taken. */
    BUFFER_FULL,
    /** The event waited for as long as the publisher was told to try. */
    DELIVERY_TIMEOUT,
    /** The publisher was closed before the event was delivered, or before it came. */
    CLOSED,
    /** The other side will not take the event however often it is asked: no permission, no such credentials, too large. */
    REFUSED
}
