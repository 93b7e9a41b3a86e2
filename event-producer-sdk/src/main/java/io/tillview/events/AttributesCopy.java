package io.tillview.events;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Copies a merchant's own attributes deep, brings their numbers into one form, and counts the bytes they will take as JSON
 * while it goes, so that neither a huge value nor one that contains itself is ever walked to its end.
 */
final class AttributesCopy {

    static final int MAX_BYTES = 8 * 1024;
    static final int MAX_DEPTH = 64;
    private static final int MAX_NUMBER_LENGTH = 100;

    private final Map<String, Object> copy;
    private int bytes;
    private boolean plain = true;

    /** @throws InvalidEventException if a rule about attributes is broken */
    AttributesCopy(Map<?, ?> attributes) {
        copy = object(attributes, 1);
    }

    /** The copy, unmodifiable to its depths. */
    Map<String, Object> attributes() {
        return copy;
    }

    /** What they take as compact JSON. */
    int bytes() {
        return bytes;
    }

    /** Whether every text in them, keys too, is ASCII that JSON doesn't escape. */
    boolean isPlain() {
        return plain;
    }

    private Object value(Object value, int depth) {
        if (value == null) {
            count(4);
            return null;
        }
        if (value instanceof String text) {
            return text(text);
        }
        if (value instanceof Boolean truth) {
            count(truth ? 4 : 5);
            return truth;
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (depth >= MAX_DEPTH) {
            throw broken(EventRule.ATTRIBUTES_DEPTH, "they may nest " + MAX_DEPTH + " levels deep");
        }
        if (value instanceof Map<?, ?> map) {
            return object(map, depth + 1);
        }
        if (value instanceof Collection<?> collection) {
            return array(collection, depth + 1);
        }
        throw broken(
                EventRule.ATTRIBUTES_VALUE, value.getClass().getName() + " is no text, number, boolean, map or list");
    }

    /** Counts what the map gives, not what it says its size is: another thread may be changing it. */
    private Map<String, Object> object(Map<?, ?> map, int depth) {
        Map<String, Object> entries = new LinkedHashMap<>();
        count(2);
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String key)) {
                throw broken(EventRule.ATTRIBUTES_VALUE, "the keys of a map have to be text");
            }
            if (entries.containsKey(key)) {
                throw broken(EventRule.ATTRIBUTES_VALUE, "a map may have a key once");
            }
            count(entries.isEmpty() ? 1 : 2);
            text(key);
            entries.put(key, value(entry.getValue(), depth));
        }
        return Collections.unmodifiableMap(entries);
    }

    private List<Object> array(Collection<?> values, int depth) {
        List<Object> elements = new ArrayList<>();
        count(2);
        for (Object value : values) {
            count(elements.isEmpty() ? 0 : 1);
            elements.add(value(value, depth));
        }
        return Collections.unmodifiableList(elements);
    }

    private String text(String text) {
        // What is longer than they may be isn't read at all.
        count(2 + Math.min(text.length(), MAX_BYTES));
        long taken = UnicodeText.jsonBytes(text);
        if (taken == UnicodeText.MALFORMED) {
            throw broken(EventRule.TEXT_NOT_UNICODE, "they hold half of a surrogate pair");
        }
        count((int) taken - text.length());
        plain &= taken == text.length();
        return text;
    }

    /** A long where it fits, else a BigInteger; a BigDecimal for what has a fraction or an exponent. */
    private Number number(Number number) {
        Number exact;
        if (number instanceof Long || number instanceof Integer || number instanceof Short || number instanceof Byte) {
            exact = number.longValue();
        } else if (number instanceof BigInteger big) {
            exact = whole(big);
        } else if (number instanceof Double || number instanceof Float) {
            if (!Double.isFinite(number.doubleValue())) {
                throw broken(EventRule.ATTRIBUTES_VALUE, "JSON has no number that is infinite or not a number");
            }
            exact = plain(new BigDecimal(number.toString()));
        } else if (number instanceof BigDecimal decimal) {
            exact = plain(decimal);
        } else {
            throw broken(
                    EventRule.ATTRIBUTES_VALUE, number.getClass().getName() + " is not one of the JDK's plain numbers");
        }
        int length = exact.toString().length();
        if (length > MAX_NUMBER_LENGTH) {
            throw broken(EventRule.ATTRIBUTES_VALUE, "a number has at most " + MAX_NUMBER_LENGTH + " digits");
        }
        count(length);
        return exact;
    }

    /** A decimal that is written without a fraction or an exponent is read back as a whole number, so it is one. */
    private static Number plain(BigDecimal decimal) {
        if (decimal.scale() == 0) {
            return whole(decimal.unscaledValue());
        }
        return decimal.getClass() == BigDecimal.class
                ? decimal
                : new BigDecimal(new BigInteger(decimal.unscaledValue().toByteArray()), decimal.scale());
    }

    private static Number whole(BigInteger number) {
        if (number.bitLength() < Long.SIZE) {
            return number.longValue();
        }
        // A subclass might say something else each time it is asked.
        return number.getClass() == BigInteger.class ? number : new BigInteger(number.toByteArray());
    }

    private void count(int more) {
        bytes += more;
        if (bytes > MAX_BYTES) {
            throw broken(EventRule.ATTRIBUTES_TOO_LARGE, "they take more than " + MAX_BYTES + " bytes as JSON");
        }
    }

    private static InvalidEventException broken(EventRule rule, String detail) {
        return new InvalidEventException(rule, "attributes", detail);
    }
}
