package io.tillview.events.encoding;

import io.tillview.events.EventRule;
import io.tillview.events.InvalidEventException;
import io.tillview.events.MerchantEvent;

/** An event takes more bytes than a record may have. */
public final class EventTooLargeException extends InvalidEventException {

    private static final long serialVersionUID = 1L;

    private final int bytes;

    /** @param bytes what the event takes, encoded */
    public EventTooLargeException(int bytes) {
        super(
                EventRule.EVENT_TOO_LARGE,
                "event",
                "it takes " + bytes + " bytes and may take " + MerchantEvent.MAX_ENCODED_BYTES);
        this.bytes = bytes;
    }

    /** What the event takes, encoded. */
    public int bytes() {
        return bytes;
    }

    /** What an event may take, encoded. */
    public int limit() {
        return MerchantEvent.MAX_ENCODED_BYTES;
    }
}
