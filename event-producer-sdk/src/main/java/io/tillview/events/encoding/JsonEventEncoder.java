package io.tillview.events.encoding;

import io.tillview.events.JsonShape;
import io.tillview.events.MerchantEvent;
import io.tillview.events.Money;
import io.tillview.events.TextField;
import java.util.OptionalLong;

/**
 * Writes an event as one compact JSON object; fields without a value are left out. Stateless, and safe for use by several threads.
 *
 * <p>The event knows since it was checked how many bytes its texts take, so the array is made once, in its final size, and is
 * all that is allocated; text that needs no escape, as nearly all does, is copied as a whole.
 */
public final class JsonEventEncoder implements EventEncoder {

    private static final byte[] EVENT_ID = JsonText.ascii("{\"event_id\":\"");
    private static final byte[] MERCHANT_ID = JsonText.ascii("\",\"merchant_id\":\"");
    private static final byte[] EVENT_TYPE = JsonText.ascii("\",\"event_type\":\"");
    private static final byte[] OCCURRED_AT = JsonText.ascii("\",\"occurred_at\":\"");
    private static final byte[] AMOUNT_MINOR = JsonText.ascii(",\"amount_minor\":");
    private static final byte[] CURRENCY = JsonText.ascii(",\"currency\":\"");
    private static final byte[] QUANTITY = JsonText.ascii(",\"quantity\":");
    private static final byte[] ATTRIBUTES = JsonText.ascii(",\"attributes\":");
    private static final byte[] END = JsonText.ascii(",\"schema_version\":" + MerchantEvent.SCHEMA_VERSION + "}");
    private static final TextField[] FIELDS = TextField.values();
    private static final byte[][] TEXT_NAMES = textNames();

    /** What every event has, the values of merchant and type apart. */
    private static final int FIXED_BYTES = EVENT_ID.length
            + JsonWords.UUID_BYTES
            + MERCHANT_ID.length
            + EVENT_TYPE.length
            + OCCURRED_AT.length
            + JsonWords.INSTANT_BYTES
            + 1
            + END.length;

    @Override
    public byte[] encode(MerchantEvent event) {
        long size = size(event);
        if (size > MerchantEvent.MAX_ENCODED_BYTES) {
            throw new EventTooLargeException((int) Math.min(size, Integer.MAX_VALUE));
        }
        byte[] out = new byte[(int) size];
        if (write(event, out) != size) {
            throw new IllegalStateException("the event's size was reckoned wrong: " + event);
        }
        return out;
    }

    /** Bytes that {@link #write} will write. */
    private static long size(MerchantEvent event) {
        JsonShape shape = event.jsonShape();
        long size = FIXED_BYTES
                + event.merchantId().length()
                + event.eventType().value().length()
                + shape.textBytes();
        for (int i = 0; i < FIELDS.length; i++) {
            if (event.textOrNull(FIELDS[i]) != null) {
                size += TEXT_NAMES[i].length + 1;
            }
        }
        if (event.amount().isPresent()) {
            Money money = event.amount().get();
            size += AMOUNT_MINOR.length + JsonWords.digits(money.minorUnits());
            size += CURRENCY.length + money.currency().length() + 1;
        }
        OptionalLong quantity = event.quantity();
        if (quantity.isPresent()) {
            size += QUANTITY.length + JsonWords.digits(quantity.getAsLong());
        }
        if (!event.attributes().isEmpty()) {
            size += ATTRIBUTES.length + shape.attributesBytes();
        }
        return size;
    }

    private static int write(MerchantEvent event, byte[] out) {
        JsonShape shape = event.jsonShape();
        int at = JsonText.bytes(EVENT_ID, out, 0);
        at = JsonWords.uuid(event.eventId().value(), out, at);
        at = JsonText.bytes(MERCHANT_ID, out, at);
        at = JsonText.plain(event.merchantId(), out, at);
        at = JsonText.bytes(EVENT_TYPE, out, at);
        at = JsonText.plain(event.eventType().value(), out, at);
        at = JsonText.bytes(OCCURRED_AT, out, at);
        at = JsonWords.instant(event.occurredAt().toEpochMilli(), out, at);
        out[at++] = '"';
        for (int i = 0; i < FIELDS.length; i++) {
            String text = event.textOrNull(FIELDS[i]);
            if (text != null) {
                at = JsonText.bytes(TEXT_NAMES[i], out, at);
                at = shape.isPlain(FIELDS[i]) ? JsonText.plain(text, out, at) : JsonText.escaped(text, out, at);
                out[at++] = '"';
            }
        }
        if (event.amount().isPresent()) {
            Money money = event.amount().get();
            at = JsonText.bytes(AMOUNT_MINOR, out, at);
            at = JsonWords.number(money.minorUnits(), out, at);
            at = JsonText.bytes(CURRENCY, out, at);
            at = JsonText.plain(money.currency(), out, at);
            out[at++] = '"';
        }
        OptionalLong quantity = event.quantity();
        if (quantity.isPresent()) {
            at = JsonText.bytes(QUANTITY, out, at);
            at = JsonWords.number(quantity.getAsLong(), out, at);
        }
        if (!event.attributes().isEmpty()) {
            at = JsonText.bytes(ATTRIBUTES, out, at);
            at = JsonTree.object(event.attributes(), shape.hasPlainAttributes(), out, at);
        }
        return JsonText.bytes(END, out, at);
    }

    private static byte[][] textNames() {
        byte[][] names = new byte[FIELDS.length][];
        for (int i = 0; i < FIELDS.length; i++) {
            names[i] = JsonText.ascii(",\"" + FIELDS[i].jsonName() + "\":\"");
        }
        return names;
    }
}
