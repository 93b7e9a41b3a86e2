package io.tillview.ingestion.format;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Nested JSON as Druid's nested columns take it: they know whole numbers of 64 bits and doubles, and would cut anything else
 * off without a word. A number that is neither exactly becomes a text of its digits, so that nothing is lost.
 */
final class NestedValues {

    private NestedValues() {}

    /** A copy; null for an empty object, so that a column nobody uses costs nothing. */
    static Map<String, Object> of(Map<String, Object> object) {
        return object.isEmpty() ? null : object(object);
    }

    private static Map<String, Object> object(Map<?, ?> object) {
        Map<String, Object> copy = new LinkedHashMap<>();
        object.forEach((name, value) -> copy.put((String) name, value(value)));
        return copy;
    }

    private static Object value(Object value) {
        if (value instanceof Map<?, ?> object) {
            return object(object);
        }
        if (value instanceof List<?> array) {
            List<Object> copy = new ArrayList<>(array.size());
            array.forEach(element -> copy.add(value(element)));
            return copy;
        }
        if (value instanceof BigInteger) {
            return value.toString();
        }
        if (value instanceof BigDecimal decimal) {
            double nearest = decimal.doubleValue();
            boolean exact =
                    Double.isFinite(nearest) && new BigDecimal(Double.toString(nearest)).compareTo(decimal) == 0;
            return exact ? (Object) nearest : decimal.toString();
        }
        return value;
    }
}
