package io.tillview.events.encoding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillview.events.EventRule;
import io.tillview.events.MerchantEventBuilder;
import io.tillview.events.TextField;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Things that shops may put into events, harmless and not, each with what it has to become: fields of the JSON, or a broken rule. */
final class HostileEvents {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Longer than any harmless attribute's name. */
    private static final String BROKEN_ATTRIBUTE = "a broken attribute";

    private HostileEvents() {}

    /** What becomes of a value that is put into a field or an attribute. */
    interface Ingredient {

        void addTo(MerchantEventBuilder event, ObjectNode expected);

        /** Where it goes: an event has one for each place, and one for all broken attributes, of which the first is named. */
        Object place();

        /** What it breaks; null if nothing. */
        EventRule breaks();
    }

    record Text(TextField field, String value, EventRule breaks) implements Ingredient {
        @Override
        public void addTo(MerchantEventBuilder event, ObjectNode expected) {
            event.text(field, value);
            expected.put(field.jsonName(), value);
        }

        @Override
        public Object place() {
            return field;
        }

        @Override
        public String toString() {
            return field + " of " + value.length() + " chars, breaking " + breaks;
        }
    }

    record Attribute(String name, Object value, EventRule breaks) implements Ingredient {
        /** By identity: a value may contain itself. */
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }

        @Override
        public void addTo(MerchantEventBuilder event, ObjectNode expected) {
            event.attribute(name, "overwritten by what comes next").attribute(name, value);
            if (breaks == null) {
                expected.withObject("/attributes").set(name, tree(value));
            }
        }

        @Override
        public Object place() {
            return breaks == null ? name : BROKEN_ATTRIBUTE;
        }

        @Override
        public String toString() {
            return "attribute that breaks " + breaks;
        }
    }

    static Arbitrary<List<Ingredient>> ingredients() {
        return Arbitraries.frequencyOf(
                        Tuple.of(4, wellFormedTexts()),
                        Tuple.of(4, harmlessAttributes()),
                        Tuple.of(1, brokenTexts()),
                        Tuple.of(1, brokenAttributes()))
                .list()
                .uniqueElements(Ingredient::place)
                .ofMaxSize(4);
    }

    private static Arbitrary<Ingredient> wellFormedTexts() {
        return unicode(60).flatMap(text -> Arbitraries.of(TextField.values())
                .filter(field -> field != TextField.COUNTRY)
                .map(field -> new Text(field, text, null)));
    }

    private static Arbitrary<Ingredient> brokenTexts() {
        return Arbitraries.of(
                new Text(TextField.OS, "\ud800", EventRule.TEXT_NOT_UNICODE),
                new Text(TextField.BROWSER, "\udc00 first", EventRule.TEXT_NOT_UNICODE),
                new Text(TextField.REGION, "swapped \ude00\ud83d", EventRule.TEXT_NOT_UNICODE),
                new Text(TextField.DEVICE, "twice \ud83d\ud83d\ude00", EventRule.TEXT_NOT_UNICODE),
                new Text(TextField.VISITOR_ID, "v".repeat(129), EventRule.ID_LENGTH),
                new Text(TextField.SESSION_ID, "😀".repeat(129), EventRule.ID_LENGTH),
                new Text(TextField.COUNTRY, "de\u0000", EventRule.COUNTRY_ISO_3166),
                new Text(TextField.PAGE_PATH, "/".repeat(40_000), EventRule.EVENT_TOO_LARGE),
                new Text(TextField.CHANNEL, "\u0001".repeat(6_000), EventRule.EVENT_TOO_LARGE),
                new Text(TextField.CAMPAIGN, "漢".repeat(11_000), EventRule.EVENT_TOO_LARGE));
    }

    private static Arbitrary<Ingredient> harmlessAttributes() {
        Arbitrary<Object> values = Arbitraries.oneOf(List.of(
                unicode(40).asGeneric(),
                Arbitraries.longs().asGeneric(),
                Arbitraries.of(Long.MIN_VALUE, Long.MAX_VALUE, 0L, -1L, 99L, 100L, -100L)
                        .asGeneric(),
                Arbitraries.doubles().asGeneric(),
                Arbitraries.of(-0.0, Double.MIN_VALUE, Double.MAX_VALUE, 1e22, 0.1)
                        .asGeneric(),
                Arbitraries.integers().between(64, 300).map(BigInteger.TWO::pow).asGeneric(),
                Arbitraries.of(new BigDecimal("1E+400"), new BigDecimal("-1E-400"), new BigDecimal("7.000"))
                        .asGeneric(),
                Arbitraries.integers()
                        .between(1, 63)
                        .map(depth -> nested(depth, "bottom"))
                        .asGeneric(),
                Arbitraries.maps(unicode(5), unicode(5).list().ofMaxSize(3))
                        .ofMaxSize(4)
                        .asGeneric(),
                Arbitraries.of(true, false).asGeneric()));
        return unicode(8).flatMap(name -> values.injectNull(0.1).map(value -> new Attribute(name, value, null)));
    }

    private static Arbitrary<Ingredient> brokenAttributes() {
        List<Object> itself = new ArrayList<>();
        itself.add(itself);
        IdentityHashMap<String, Object> twice = new IdentityHashMap<>();
        twice.put("key", 1);
        twice.put(String.valueOf(new char[] {'k', 'e', 'y'}), 2);
        List<Ingredient> broken = new ArrayList<>();
        for (Object value : new Object[] {
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Instant.EPOCH,
            new byte[3],
            new AtomicLong(),
            BigInteger.TEN.pow(100),
            new BigDecimal("0." + "3".repeat(99)),
            Collections.singletonMap(null, 1),
            Map.of(1, "one"),
            twice
        }) {
            broken.add(new Attribute(BROKEN_ATTRIBUTE, value, EventRule.ATTRIBUTES_VALUE));
        }
        for (Object value : new Object[] {itself, nested(64, "bottom"), nested(5_000, "bottom")}) {
            broken.add(new Attribute(BROKEN_ATTRIBUTE, value, EventRule.ATTRIBUTES_DEPTH));
        }
        for (Object value : new Object[] {
            "x".repeat(8_200),
            "\u0000".repeat(1_400),
            "é".repeat(5_000),
            "x".repeat(3_000_000),
            IntStream.range(0, 5_000).boxed().toList()
        }) {
            broken.add(new Attribute(BROKEN_ATTRIBUTE, value, EventRule.ATTRIBUTES_TOO_LARGE));
        }
        broken.add(new Attribute(BROKEN_ATTRIBUTE, "\ud83d", EventRule.TEXT_NOT_UNICODE));
        broken.add(new Attribute(BROKEN_ATTRIBUTE, Map.of("\udc00", 1), EventRule.TEXT_NOT_UNICODE));
        return Arbitraries.of(broken);
    }

    /** Text of every width UTF-8 has, and all that JSON escapes. */
    private static Arbitrary<String> unicode(int maxLength) {
        Arbitrary<String> characters = Arbitraries.oneOf(
                Arbitraries.chars().range('\u0000', '\u00ff').map(String::valueOf),
                Arbitraries.chars().range(' ', '~').map(String::valueOf),
                Arbitraries.of("\"", "\\", "\b", "\f", "\u007f", "\u07ff", "\u0800", "\ud7ff", "\ue000", "\uffff"),
                Arbitraries.integers().between(0x10000, 0x10ffff).map(Character::toString));
        return Arbitraries.oneOf(
                characters.list().ofMaxSize(maxLength).map(list -> String.join("", list)),
                Arbitraries.strings().withCharRange('a', 'z').ofMaxLength(maxLength));
    }

    private static Object nested(int depth, Object bottom) {
        Object value = bottom;
        for (int i = 0; i < depth; i++) {
            value = i % 2 == 0 ? Collections.singletonList(value) : Collections.singletonMap("in", value);
        }
        return value;
    }

    private static JsonNode tree(Object value) {
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = JSON.objectNode();
            map.forEach((key, inner) -> object.set((String) key, tree(inner)));
            return object;
        }
        if (value instanceof List<?> list) {
            ArrayNode array = JSON.arrayNode();
            list.forEach(inner -> array.add(tree(inner)));
            return array;
        }
        if (value instanceof Number number) {
            return JSON.numberNode(new BigDecimal(number.toString()));
        }
        return value instanceof Boolean truth
                ? JSON.booleanNode(truth)
                : value == null ? JSON.nullNode() : JSON.textNode((String) value);
    }

    /** What a refusal has to name: every text's rule, one of the attributes', and the size only when nothing else is wrong. */
    static Set<EventRule> broken(List<Ingredient> ingredients) {
        Set<EventRule> rules = new TreeSet<>();
        ingredients.stream().map(Ingredient::breaks).filter(Objects::nonNull).forEach(rules::add);
        if (rules.size() > 1) {
            rules.remove(EventRule.EVENT_TOO_LARGE);
        }
        return rules;
    }
}
