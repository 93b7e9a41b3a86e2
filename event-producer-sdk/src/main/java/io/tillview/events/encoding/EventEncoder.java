package io.tillview.events.encoding;

import io.tillview.events.MerchantEvent;

/** Turns an event into the value of its record. Implementations are safe for use by several threads and never block. */
@FunctionalInterface
public interface EventEncoder {

    /**
     * The event's bytes, a new array each time.
     *
     * @throws EventTooLargeException if they are more than {@link MerchantEvent#MAX_ENCODED_BYTES}
     */
    byte[] encode(MerchantEvent event);
}
