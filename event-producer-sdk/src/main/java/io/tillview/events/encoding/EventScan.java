package io.tillview.events.encoding;

import io.tillview.events.BrokenRule;
import io.tillview.events.EventRule;
import io.tillview.events.InvalidEventException;
import io.tillview.events.IsoCodes;
import io.tillview.events.MerchantEvent;
import io.tillview.events.MerchantEventBuilder;
import io.tillview.events.TextField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One event being read: where its texts lie, what its other values are, and what was wrong so far. */
final class EventScan {

    private static final int REQUIRED = 4;
    private static final TextField[] TEXT_FIELDS = TextField.values();

    final byte[] json;
    /** Of each text, where it begins and ends; 0 where there is none, as no text begins at the first byte of an object. */
    final int[] places = new int[2 * EventFieldNames.COUNT];

    int seen;
    int escaped;
    long amountMinor;
    long quantity;
    Map<String, Object> attributes;
    Map<String, Object> unknown;
    long idHigh;
    long idLow;
    long occurredAtMillis;

    private final JsonScanner in;
    private final RecentTexts recent;
    private boolean attributesToBeCounted;
    private Map<String, BrokenRule> broken;

    EventScan(byte[] json, RecentTexts recent) {
        this.json = json;
        this.recent = recent;
        this.in = new JsonScanner(json);
    }

    boolean has(int place) {
        return (seen & (1 << place)) != 0;
    }

    Decoded read() throws MalformedJsonException {
        in.require('{');
        if (!in.take('}')) {
            do {
                field();
            } while (in.take(','));
            in.require('}');
        }
        if (in.peek() != 0 || in.position() < json.length) {
            throw in.malformed();
        }
        if (broken == null && isSurelyRight()) {
            return new DecodedEvent(this, recent);
        }
        List<BrokenRule> rules = rules();
        if (!rules.isEmpty()) {
            return new InvalidEvent(rules);
        }
        MerchantEvent event = builder().build();
        idHigh = event.eventId().value().getMostSignificantBits();
        idLow = event.eventId().value().getLeastSignificantBits();
        occurredAtMillis = event.occurredAt().toEpochMilli();
        return new DecodedEvent(this, recent);
    }

    private void field() throws MalformedJsonException {
        in.text();
        int place;
        String other = null;
        if (in.isEscaped()) {
            other = in.lastText();
            place = EventFieldNames.place(other);
        } else {
            place = EventFieldNames.place(json, in.textStart(), in.textEnd());
            if (place == EventFieldNames.UNKNOWN) {
                other = in.lastText();
            }
        }
        in.require(':');
        if (place == EventFieldNames.UNKNOWN) {
            unknown(other);
            return;
        }
        if (has(place)) {
            duplicate(EventFieldNames.name(place));
        }
        seen |= 1 << place;
        switch (place) {
            case EventFieldNames.AMOUNT_MINOR -> amountMinor = number(place);
            case EventFieldNames.QUANTITY -> quantity = number(place);
            case EventFieldNames.SCHEMA_VERSION -> schemaVersion();
            case EventFieldNames.ATTRIBUTES -> attributes();
            default -> text(place);
        }
    }

    private void text(int place) throws MalformedJsonException {
        if (in.peek() != '"') {
            wrongType(place, "it has to be text");
            return;
        }
        in.text();
        places[2 * place] = in.textStart();
        places[2 * place + 1] = in.textEnd();
        escaped |= in.isEscaped() ? 1 << place : 0;
    }

    private long number(int place) throws MalformedJsonException {
        int first = in.peek();
        if (first == '-' || (first >= '0' && first <= '9')) {
            in.number();
            if (in.isWhole() && in.lastNumber() instanceof Long number) {
                return number;
            }
            broken(
                    EventRule.WRONG_TYPE,
                    EventFieldNames.name(place),
                    "it has to be a whole number of 64 bits, written without fraction or exponent");
            return 0;
        }
        wrongType(place, "it has to be a whole number of 64 bits, written without fraction or exponent");
        return 0;
    }

    private void schemaVersion() throws MalformedJsonException {
        long version = number(EventFieldNames.SCHEMA_VERSION);
        String name = EventFieldNames.name(EventFieldNames.SCHEMA_VERSION);
        if (version != MerchantEvent.SCHEMA_VERSION && (broken == null || !broken.containsKey(name))) {
            broken(EventRule.SCHEMA_VERSION_UNKNOWN, name, "it has to be " + MerchantEvent.SCHEMA_VERSION);
        }
    }

    private void attributes() throws MalformedJsonException {
        if (in.peek() != '{') {
            wrongType(EventFieldNames.ATTRIBUTES, "it has to be an object");
            return;
        }
        int start = in.position();
        JsonTreeReader tree = new JsonTreeReader(in);
        attributes = tree.object(0);
        attributesToBeCounted = tree.isUnusual() || in.position() - start > MerchantEvent.MAX_ATTRIBUTES_BYTES;
        if (tree.isTooDeep()) {
            broken(EventRule.ATTRIBUTES_DEPTH, "attributes", "they may nest 64 levels deep");
        } else if (tree.hasNumberTooLong()) {
            broken(EventRule.ATTRIBUTES_VALUE, "attributes", "a number has at most 100 digits");
        } else if (tree.hasDuplicate()) {
            duplicate("attributes");
        }
    }

    private void unknown(String name) throws MalformedJsonException {
        if (unknown == null) {
            unknown = new LinkedHashMap<>();
        }
        if (unknown.containsKey(name)) {
            duplicate("extra");
        }
        JsonTreeReader tree = new JsonTreeReader(in);
        unknown.put(name, tree.value(0));
        if (tree.isTooDeep() || tree.hasNumberTooLong()) {
            broken(EventRule.EXTRA_FIELD, "extra", "it may nest 64 levels deep, its numbers have at most 100 digits");
        } else if (tree.hasDuplicate()) {
            duplicate("extra");
        }
    }

    private void wrongType(int place, String detail) throws MalformedJsonException {
        broken(EventRule.WRONG_TYPE, EventFieldNames.name(place), detail);
        in.skip();
    }

    private void duplicate(String name) {
        broken(EventRule.DUPLICATE_FIELD, name, "it stands there twice");
    }

    private void broken(EventRule rule, String field, String detail) {
        if (broken == null) {
            broken = new LinkedHashMap<>();
        }
        broken.putIfAbsent(field, new BrokenRule(rule, field, detail));
    }

    /** Whether the event can't but be right; if not, the vocabulary has the last word. */
    private boolean isSurelyRight() {
        if ((seen & ((1 << REQUIRED) - 1)) != (1 << REQUIRED) - 1
                || escaped != 0
                || in.hasLoneSurrogate()
                || attributesToBeCounted
                || has(EventFieldNames.AMOUNT_MINOR) != has(EventFieldNames.CURRENCY)
                || amountMinor < 0
                || quantity < 0) {
            return false;
        }
        int id = places[2 * EventFieldNames.EVENT_ID];
        int time = 2 * EventFieldNames.OCCURRED_AT;
        idHigh = EventWords.idHigh(json, id, places[2 * EventFieldNames.EVENT_ID + 1]);
        idLow = idHigh == EventWords.NONE ? EventWords.NONE : EventWords.idLow(json, id);
        occurredAtMillis = EventWords.instant(json, places[time], places[time + 1]);
        if (idLow == EventWords.NONE
                || !EventWords.isMerchantId(json, places[2], places[3])
                || !EventWords.isEventType(json, places[4], places[5])
                || occurredAtMillis == EventWords.NONE) {
            return false;
        }
        for (TextField field : TEXT_FIELDS) {
            int place = 2 * EventFieldNames.place(field);
            if (field.isId() && places[place + 1] - places[place] > TextField.MAX_ID_LENGTH) {
                return false;
            }
        }
        int currency = 2 * EventFieldNames.CURRENCY;
        int country = 2 * EventFieldNames.place(TextField.COUNTRY);
        return (places[currency] == 0 || IsoCodes.isCurrency(recent.of(json, places[currency], places[currency + 1])))
                && (places[country] == 0 || EventWords.isCountry(json, places[country], places[country + 1]));
    }

    /** What is wrong with a field's JSON type is told instead of what the builder says of its absence. */
    private List<BrokenRule> rules() {
        Map<String, BrokenRule> found = broken == null ? new LinkedHashMap<>() : broken;
        for (int place = 0; place < REQUIRED; place++) {
            if (!has(place)) {
                String name = EventFieldNames.name(place);
                found.put(name, new BrokenRule(EventRule.REQUIRED, name, "it is required"));
            }
        }
        if (in.hasLoneSurrogate() && unknown != null) {
            found.putIfAbsent(
                    "extra", new BrokenRule(EventRule.TEXT_NOT_UNICODE, "extra", "it holds half of a surrogate pair"));
        }
        List<BrokenRule> rules = new ArrayList<>(found.values());
        try {
            var unused = builder().build();
        } catch (InvalidEventException e) {
            e.rules().stream()
                    .filter(rule -> !found.containsKey(rule.field()) && !isHalfOfBrokenMoney(rule, found))
                    .forEach(rules::add);
        }
        return rules;
    }

    private static boolean isHalfOfBrokenMoney(BrokenRule rule, Map<String, BrokenRule> found) {
        return (rule.rule() == EventRule.AMOUNT_WITHOUT_CURRENCY && found.containsKey("currency"))
                || (rule.rule() == EventRule.CURRENCY_WITHOUT_AMOUNT && found.containsKey("amount_minor"));
    }

    private MerchantEventBuilder builder() {
        MerchantEventBuilder event = MerchantEvent.builder()
                .eventId(text(EventFieldNames.EVENT_ID, null))
                .merchantId(text(EventFieldNames.MERCHANT_ID, null))
                .eventType(text(EventFieldNames.EVENT_TYPE, null))
                .occurredAt(text(EventFieldNames.OCCURRED_AT, null))
                .currency(text(EventFieldNames.CURRENCY, null));
        for (TextField field : TEXT_FIELDS) {
            event.text(field, text(EventFieldNames.place(field), null));
        }
        if (has(EventFieldNames.AMOUNT_MINOR) && !isBroken("amount_minor")) {
            event.amountMinor(amountMinor);
        }
        if (has(EventFieldNames.QUANTITY)) {
            event.quantity(quantity);
        }
        if (attributes != null) {
            event.attributes(attributes);
        }
        return event;
    }

    private boolean isBroken(String name) {
        return broken != null && broken.containsKey(name);
    }

    private String text(int place, String otherwise) {
        int start = places[2 * place];
        return start == 0
                ? otherwise
                : JsonScanner.text(json, start, places[2 * place + 1], (escaped & (1 << place)) != 0);
    }
}
