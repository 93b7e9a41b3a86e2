package io.tillview.events.encoding;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.tillview.events.BrokenRule;
import io.tillview.events.EventRule;
import io.tillview.events.InvalidEventException;
import io.tillview.events.MerchantEvent;
import io.tillview.events.MerchantEventBuilder;
import io.tillview.events.TextField;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * Reads an event from JSON, whoever wrote it, and holds it to every rule but {@link EventRule#FROM_THE_FUTURE}, which
 * depends on when it is read. Fields the contract doesn't know are passed over. Stateless; safe for use by several threads.
 */
public final class JsonEventDecoder {

    private static final List<String> REQUIRED = List.of("event_id", "merchant_id", "event_type", "occurred_at");
    private static final Map<String, TextField> TEXT_FIELDS =
            Arrays.stream(TextField.values()).collect(Collectors.toMap(TextField::jsonName, Function.identity()));

    private final JsonFactory json = new JsonFactory();

    /**
     * The event that the bytes hold.
     *
     * @throws InvalidEventException naming every rule that is broken
     */
    public MerchantEvent decode(byte[] bytes) {
        if (bytes.length > MerchantEvent.MAX_ENCODED_BYTES) {
            throw new EventTooLargeException(bytes.length);
        }
        try (JsonParser in = json.createParser(
                UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString())) {
            return new Reading(in).event();
        } catch (CharacterCodingException | JsonProcessingException e) {
            // The parser's message quotes the record, so the sentence stays without it; the cause has the place.
            BrokenRule rule = new BrokenRule(EventRule.NOT_JSON, "event", "it has to be one JSON object in UTF-8");
            throw new InvalidEventException(List.of(rule), e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    /** One event being read: what was there, and what was wrong so far. */
    private static final class Reading {

        private final JsonParser in;
        private final MerchantEventBuilder event = MerchantEvent.builder();
        private final Map<String, BrokenRule> broken = new LinkedHashMap<>();
        private final Set<String> seen = new HashSet<>();

        Reading(JsonParser in) {
            this.in = in;
        }

        MerchantEvent event() throws IOException {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new InvalidEventException(EventRule.NOT_JSON, "event", "it has to be one JSON object in UTF-8");
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                in.nextToken();
                seen.add(name);
                broken.remove(name);
                field(name);
            }
            if (in.nextToken() != null) {
                throw new InvalidEventException(EventRule.NOT_JSON, "event", "something follows the JSON object");
            }
            for (String name : REQUIRED) {
                if (!seen.contains(name)) {
                    broken.put(name, new BrokenRule(EventRule.REQUIRED, name, "it is required"));
                }
            }
            return build();
        }

        /** What is wrong with a field's JSON type is told instead of what the builder says of its absence. */
        private MerchantEvent build() {
            List<BrokenRule> rules = new ArrayList<>(broken.values());
            try {
                MerchantEvent built = event.build();
                if (rules.isEmpty()) {
                    return built;
                }
            } catch (InvalidEventException e) {
                e.rules().stream()
                        .filter(rule -> !broken.containsKey(rule.field()) && !isHalfOfBrokenMoney(rule))
                        .forEach(rules::add);
            }
            throw new InvalidEventException(rules);
        }

        private boolean isHalfOfBrokenMoney(BrokenRule rule) {
            return (rule.rule() == EventRule.AMOUNT_WITHOUT_CURRENCY && broken.containsKey("currency"))
                    || (rule.rule() == EventRule.CURRENCY_WITHOUT_AMOUNT && broken.containsKey("amount_minor"));
        }

        private void field(String name) throws IOException {
            switch (name) {
                case "event_id" -> event.eventId(text(name));
                case "merchant_id" -> event.merchantId(text(name));
                case "event_type" -> event.eventType(text(name));
                case "occurred_at" -> event.occurredAt(text(name));
                case "currency" -> event.currency(text(name));
                case "amount_minor" -> number(name, event::amountMinor);
                case "quantity" -> number(name, event::quantity);
                case "schema_version" -> number(name, this::schemaVersion);
                case "attributes" -> attributes();
                default -> {
                    TextField field = TEXT_FIELDS.get(name);
                    if (field == null) {
                        in.skipChildren();
                    } else {
                        event.text(field, text(name));
                    }
                }
            }
        }

        private String text(String name) throws IOException {
            if (in.currentToken() == JsonToken.VALUE_STRING) {
                return in.getText();
            }
            wrongType(name, "it has to be text");
            return null;
        }

        private void number(String name, LongConsumer field) throws IOException {
            if (in.currentToken() == JsonToken.VALUE_NUMBER_INT
                    && in.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
                field.accept(in.getLongValue());
            } else {
                wrongType(name, "it has to be a whole number of 64 bits, written without fraction or exponent");
            }
        }

        private void schemaVersion(long version) {
            if (version != MerchantEvent.SCHEMA_VERSION) {
                broken.put(
                        "schema_version",
                        new BrokenRule(
                                EventRule.SCHEMA_VERSION_UNKNOWN,
                                "schema_version",
                                "it has to be " + MerchantEvent.SCHEMA_VERSION));
            }
        }

        private void attributes() throws IOException {
            if (in.currentToken() == JsonToken.START_OBJECT) {
                event.attributes(object());
            } else {
                wrongType("attributes", "it has to be an object");
            }
        }

        private Map<String, Object> object() throws IOException {
            Map<String, Object> object = new HashMap<>();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                in.nextToken();
                object.put(name, value());
            }
            return object;
        }

        private Object value() throws IOException {
            return switch (in.currentToken()) {
                case START_OBJECT -> object();
                case START_ARRAY -> array();
                case VALUE_STRING -> in.getText();
                case VALUE_NUMBER_INT -> in.getNumberValue();
                case VALUE_NUMBER_FLOAT -> in.getDecimalValue();
                case VALUE_TRUE -> true;
                case VALUE_FALSE -> false;
                default -> null;
            };
        }

        private List<Object> array() throws IOException {
            List<Object> array = new ArrayList<>();
            while (in.nextToken() != JsonToken.END_ARRAY) {
                array.add(value());
            }
            return array;
        }

        private void wrongType(String name, String detail) throws IOException {
            broken.put(name, new BrokenRule(EventRule.WRONG_TYPE, name, detail));
            in.skipChildren();
        }
    }
}
