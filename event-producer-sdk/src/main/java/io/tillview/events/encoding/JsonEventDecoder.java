package io.tillview.events.encoding;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tillview.events.BrokenRule;
import io.tillview.events.EventRule;
import io.tillview.events.InvalidEventException;
import io.tillview.events.MerchantEvent;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * Reads an event from JSON, whoever wrote it, and holds it to every rule but {@link EventRule#FROM_THE_FUTURE}, which
 * depends on when it came. Keeps some of the short texts it has read, to hand them out again; safe for use by several threads.
 *
 * <p>The vocabulary decides what is right. Most events are recognised as right on the way, without asking it; whatever is
 * unusual or wrong is shown to it, so that there is one place that knows the rules.
 */
public final class JsonEventDecoder {

    private final RecentTexts recent = new RecentTexts();

    /**
     * The event that the bytes hold; fields the contract doesn't know are passed over.
     *
     * @throws InvalidEventException naming every rule that is broken
     */
    public MerchantEvent decode(byte[] bytes) {
        if (bytes.length > MerchantEvent.MAX_ENCODED_BYTES) {
            throw new EventTooLargeException(bytes.length);
        }
        Decoded decoded = read(bytes);
        if (decoded instanceof InvalidEvent invalid) {
            throw new InvalidEventException(invalid.rules());
        }
        return ((DecodedEvent) decoded).toEvent();
    }

    /** The event that the bytes hold, or what is wrong with them; never throws, whatever they are. */
    public Decoded read(byte[] bytes) {
        if (bytes.length > MerchantEvent.MAX_ENCODED_BYTES) {
            return new InvalidEvent(new EventTooLargeException(bytes.length).rules());
        }
        if (!EightBytes.isAscii(bytes) && !isUtf8(bytes)) {
            return notJson("its bytes are not UTF-8");
        }
        try {
            return new EventScan(bytes, recent).read();
        } catch (MalformedJsonException e) {
            return notJson("it breaks off at byte " + e.position());
        }
    }

    private static InvalidEvent notJson(String detail) {
        return InvalidEvent.of(
                new BrokenRule(EventRule.NOT_JSON, "event", "it has to be one JSON object in UTF-8: " + detail));
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            var unused = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
