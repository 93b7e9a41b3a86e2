package io.tillview.events.encoding;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tillview.events.MerchantEvent;
import io.tillview.events.MerchantEventBuilder;
import io.tillview.events.TextField;
import java.util.Collections;
import java.util.Map;
import java.util.UUID;

/**
 * An event that has been read from its bytes and keeps every rule of the contract but that about the future. Texts are made
 * when they are asked for, so that a reader of few fields pays for few. Fields the contract doesn't know are handed out, too.
 *
 * <p>Immutable as long as nobody changes the bytes it was read from. Safe for use by several threads.
 */
public final class DecodedEvent implements Decoded {

    private final byte[] json;
    private final int[] places;
    private final int seen;
    private final int escaped;
    private final long idHigh;
    private final long idLow;
    private final long occurredAtMillis;
    private final long amountMinor;
    private final long quantity;
    private final Map<String, Object> attributes;
    private final Map<String, Object> unknown;
    private final RecentTexts recent;

    /** @param recent what short texts are taken from */
    DecodedEvent(EventScan scan, RecentTexts recent) {
        this.recent = recent;
        this.json = scan.json;
        this.places = scan.places;
        this.seen = scan.seen;
        this.escaped = scan.escaped;
        this.idHigh = scan.idHigh;
        this.idLow = scan.idLow;
        this.occurredAtMillis = scan.occurredAtMillis;
        this.amountMinor = scan.amountMinor;
        this.quantity = scan.quantity;
        this.attributes = scan.attributes;
        this.unknown = scan.unknown;
    }

    /** The first 64 bits of the event's id; their first 48 are its milliseconds. */
    public long eventIdHigh() {
        return idHigh;
    }

    /** The other 64 bits. */
    public long eventIdLow() {
        return idLow;
    }

    public String merchantId() {
        return text(EventFieldNames.MERCHANT_ID);
    }

    public String eventType() {
        return text(EventFieldNames.EVENT_TYPE);
    }

    /** When it happened, epoch milliseconds. */
    public long occurredAtMillis() {
        return occurredAtMillis;
    }

    /** An optional text; null if the event lacks it. */
    public String text(TextField field) {
        return text(EventFieldNames.place(field));
    }

    /** An optional text as the UUID that it is in its lower-case text form, however it was escaped; null if it is none. */
    public UUID uuid(TextField field) {
        int place = EventFieldNames.place(field);
        if (!has(place)) {
            return null;
        }
        if (!escaped(place)) {
            return EventWords.uuid(json, start(place), end(place));
        }
        byte[] plain = text(place).getBytes(UTF_8);
        return EventWords.uuid(plain, 0, plain.length);
    }

    /** Whether the event has an optional text. */
    public boolean has(TextField field) {
        return has(EventFieldNames.place(field));
    }

    /** Whether there is an amount and its currency. */
    public boolean hasAmount() {
        return has(EventFieldNames.AMOUNT_MINOR);
    }

    /** Minor units of {@link #currency()}; 0 without. */
    public long amountMinor() {
        return amountMinor;
    }

    /** The amount's currency; null without. */
    public String currency() {
        return text(EventFieldNames.CURRENCY);
    }

    public boolean hasQuantity() {
        return has(EventFieldNames.QUANTITY);
    }

    /** Pieces; 0 without. */
    public long quantity() {
        return quantity;
    }

    /** The merchant's own fields as {@link MerchantEvent#attributes()} has them; empty without. */
    public Map<String, Object> attributes() {
        return attributes == null ? Map.of() : Collections.unmodifiableMap(attributes);
    }

    /** The fields the contract doesn't know, with values of the same kinds; empty without. */
    public Map<String, Object> unknownFields() {
        return unknown == null ? Map.of() : Collections.unmodifiableMap(unknown);
    }

    /** The event as the vocabulary has it; what the contract doesn't know is left out. */
    public MerchantEvent toEvent() {
        MerchantEventBuilder event = MerchantEvent.builder()
                .eventId(text(EventFieldNames.EVENT_ID))
                .merchantId(merchantId())
                .eventType(eventType())
                .occurredAt(text(EventFieldNames.OCCURRED_AT))
                .currency(currency())
                .attributes(attributes());
        for (TextField field : TextField.values()) {
            event.text(field, text(field));
        }
        if (hasAmount()) {
            event.amountMinor(amountMinor);
        }
        if (hasQuantity()) {
            event.quantity(quantity);
        }
        return event.build();
    }

    /** Names the event without its customers' data. */
    @Override
    public String toString() {
        return "DecodedEvent[" + text(EventFieldNames.EVENT_ID) + " of " + merchantId() + "]";
    }

    private String text(int place) {
        if (!has(place)) {
            return null;
        }
        return escaped(place)
                ? JsonScanner.text(json, start(place), end(place), true)
                : recent.of(json, start(place), end(place));
    }

    private boolean has(int place) {
        return (seen & (1 << place)) != 0;
    }

    private int start(int place) {
        return places[2 * place];
    }

    private int end(int place) {
        return places[2 * place + 1];
    }

    private boolean escaped(int place) {
        return (escaped & (1 << place)) != 0;
    }
}
