package io.tillview.events.encoding;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.tillview.events.MerchantEvent;
import io.tillview.events.Money;
import io.tillview.events.TextField;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The same bytes as {@link JsonEventEncoder}, by Jackson: what the hand-written one is held to. */
final class JacksonEventEncoder implements EventEncoder {

    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final SerializedString EVENT_ID = new SerializedString("event_id");
    private static final SerializedString MERCHANT_ID = new SerializedString("merchant_id");
    private static final SerializedString EVENT_TYPE = new SerializedString("event_type");
    private static final SerializedString OCCURRED_AT = new SerializedString("occurred_at");
    private static final SerializedString AMOUNT_MINOR = new SerializedString("amount_minor");
    private static final SerializedString CURRENCY = new SerializedString("currency");
    private static final SerializedString QUANTITY = new SerializedString("quantity");
    private static final SerializedString ATTRIBUTES = new SerializedString("attributes");
    private static final SerializedString SCHEMA_VERSION = new SerializedString("schema_version");
    private static final Map<TextField, SerializedString> TEXT_NAMES = textNames();

    /** Characters beyond 16 bits as UTF-8, as the contract counts them; Jackson alone writes two escapes, three times as long. */
    private final JsonFactory json = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    @Override
    public byte[] encode(MerchantEvent event) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(1_024)) {
            try (JsonGenerator out = json.createGenerator(bytes)) {
                write(event, out);
            }
            if (bytes.size() > MerchantEvent.MAX_ENCODED_BYTES) {
                throw new EventTooLargeException(bytes.size());
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    private static void write(MerchantEvent event, JsonGenerator out) throws IOException {
        out.writeStartObject();
        text(out, EVENT_ID, event.eventId().toString());
        text(out, MERCHANT_ID, event.merchantId());
        text(out, EVENT_TYPE, event.eventType().value());
        text(out, OCCURRED_AT, MILLISECONDS.format(event.occurredAt()));
        for (Map.Entry<TextField, SerializedString> field : TEXT_NAMES.entrySet()) {
            String value = event.text(field.getKey()).orElse(null);
            if (value != null) {
                text(out, field.getValue(), value);
            }
        }
        if (event.amount().isPresent()) {
            Money money = event.amount().get();
            out.writeFieldName(AMOUNT_MINOR);
            out.writeNumber(money.minorUnits());
            text(out, CURRENCY, money.currency());
        }
        if (event.quantity().isPresent()) {
            out.writeFieldName(QUANTITY);
            out.writeNumber(event.quantity().getAsLong());
        }
        if (!event.attributes().isEmpty()) {
            out.writeFieldName(ATTRIBUTES);
            value(out, event.attributes());
        }
        out.writeFieldName(SCHEMA_VERSION);
        out.writeNumber(MerchantEvent.SCHEMA_VERSION);
        out.writeEndObject();
    }

    private static void text(JsonGenerator out, SerializedString name, String value) throws IOException {
        out.writeFieldName(name);
        out.writeString(value);
    }

    /** The kinds of values are those that {@link MerchantEvent#attributes()} promises. */
    private static void value(JsonGenerator out, Object value) throws IOException {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof String text) {
            out.writeString(text);
        } else if (value instanceof Boolean truth) {
            out.writeBoolean(truth);
        } else if (value instanceof Long number) {
            out.writeNumber(number);
        } else if (value instanceof BigInteger number) {
            out.writeNumber(number);
        } else if (value instanceof BigDecimal number) {
            out.writeNumber(number);
        } else if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.writeFieldName((String) entry.getKey());
                value(out, entry.getValue());
            }
            out.writeEndObject();
        } else if (value instanceof List<?> list) {
            out.writeStartArray();
            for (Object element : list) {
                value(out, element);
            }
            out.writeEndArray();
        } else {
            throw new IllegalStateException("no JSON for " + value.getClass());
        }
    }

    private static Map<TextField, SerializedString> textNames() {
        Map<TextField, SerializedString> names = new EnumMap<>(TextField.class);
        for (TextField field : TextField.values()) {
            names.put(field, new SerializedString(field.jsonName()));
        }
        return names;
    }
}
