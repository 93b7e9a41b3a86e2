package io.tillview.endtoend;

import io.tillview.events.MerchantEvent;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** A shop's own fields of its events: which there are, what stands in them, and what each is shown as. */
final class OracleAttributes {
    private static final String PREFIX = "attributes.";

    /** As they are named in a question. One holds all kinds of values, one lies in an object, one has a blank in its name. */
    static final List<String> NAMES =
            List.of(PREFIX + "coupon", PREFIX + "score", PREFIX + "box.size", PREFIX + "gift wrap");

    private static final List<Object> SCORES = List.of(
            0,
            1,
            2,
            3,
            10,
            -1,
            10.5,
            0.25,
            2.5E12,
            "10",
            "10.50",
            "2",
            "",
            "alpha",
            true,
            false,
            List.of(1, 2),
            List.of());
    /** What is in the field itself; the one thing here that has no value in it is a text. */
    private static final List<Object> BOXES = List.of(
            Map.of("size", 1),
            Map.of("size", 12),
            Map.of("size", "large"),
            Map.of("size", Map.of("cm", 3)),
            Map.of("colour", "red"),
            "large");

    private OracleAttributes() {}

    static boolean isAttribute(String dimension) {
        return dimension.startsWith(PREFIX);
    }

    /**
     * Some for an event.
     *
     * @param texts what texts may be
     */
    static Map<String, Object> draw(Random random, List<String> texts) {
        return switch (random.nextInt(4)) {
            case 0 -> Map.of();
            case 1 -> Map.of("score", pick(random, SCORES), "gift wrap", random.nextBoolean());
            case 2 -> Map.of("coupon", pick(random, texts), "score", pick(random, SCORES));
            default -> Map.of("box", pick(random, BOXES), "coupon", pick(random, texts));
        };
    }

    /** What filters may compare with as texts. */
    static List<String> values(List<String> texts) {
        return Stream.of(texts, List.of("10", "10.5", "10.50", "1", "0", "large", "12", "true"))
                .flatMap(List::stream)
                .toList();
    }

    /** What filters may compare with as numbers. */
    static List<String> numbers() {
        return List.of("0", "1", "2", "10", "10.5", "-1.5", "0.25", "12.00", "2500000000000");
    }

    /** The text that a field's value is shown as, 2.5E12 for a number with a fraction or exponent; null for objects, lists and what isn't there. */
    static String shown(MerchantEvent event, String dimension) {
        Object value = event.attributes();
        for (String key : dimension.substring(PREFIX.length()).split("\\.", -1)) {
            value = value instanceof Map<?, ?> object ? object.get(key) : null;
        }
        if (value instanceof Boolean truth) {
            return truth ? "1" : "0";
        }
        if (value instanceof BigDecimal fraction) {
            return Double.toString(fraction.doubleValue());
        }
        return value == null || value instanceof Map || value instanceof List ? null : value.toString();
    }

    private static <T> T pick(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
