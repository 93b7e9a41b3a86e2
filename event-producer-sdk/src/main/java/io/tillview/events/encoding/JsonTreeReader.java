package io.tillview.events.encoding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads nested JSON into maps and lists of {@code String}, {@code Boolean}, {@code Long}, {@code BigInteger},
 * {@code BigDecimal} and null, and notes what the contract forbids in it. Belongs to one thread and one event.
 */
final class JsonTreeReader {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_NUMBER_LENGTH = 100;

    private final JsonScanner in;
    private boolean tooDeep;
    private boolean numberTooLong;
    private boolean duplicate;
    private boolean unusual;

    JsonTreeReader(JsonScanner in) {
        this.in = in;
    }

    boolean isTooDeep() {
        return tooDeep;
    }

    boolean hasNumberTooLong() {
        return numberTooLong;
    }

    boolean hasDuplicate() {
        return duplicate;
    }

    /** Whether there were escapes or exponents, so that what it takes as compact JSON can't be told from what was read. */
    boolean isUnusual() {
        return unusual;
    }

    /** Any value, at a depth: 0 is the value of a field of the event. */
    Object value(int depth) throws MalformedJsonException {
        int next = in.peek();
        return switch (next) {
            case '{', '[' -> {
                if (depth >= MAX_DEPTH) {
                    tooDeep = true;
                    in.skip();
                    yield null;
                }
                yield next == '{' ? object(depth) : array(depth);
            }
            case '"' -> text();
            case 't', 'f', 'n' -> in.word();
            default -> number();
        };
    }

    private String text() throws MalformedJsonException {
        in.text();
        unusual |= in.isEscaped();
        return in.lastText();
    }

    Map<String, Object> object(int depth) throws MalformedJsonException {
        in.require('{');
        Map<String, Object> object = new LinkedHashMap<>();
        if (in.take('}')) {
            return object;
        }
        do {
            in.text();
            unusual |= in.isEscaped();
            String name = in.lastText();
            in.require(':');
            duplicate |= object.containsKey(name);
            object.put(name, value(depth + 1));
        } while (in.take(','));
        in.require('}');
        return object;
    }

    private List<Object> array(int depth) throws MalformedJsonException {
        in.require('[');
        List<Object> array = new ArrayList<>();
        if (in.take(']')) {
            return array;
        }
        do {
            array.add(value(depth + 1));
        } while (in.take(','));
        in.require(']');
        return array;
    }

    private Number number() throws MalformedJsonException {
        in.number();
        Number number = in.lastNumber();
        if (number == null || (!(number instanceof Long) && number.toString().length() > MAX_NUMBER_LENGTH)) {
            numberTooLong = true;
            return null;
        }
        unusual |= !(number instanceof Long);
        return number;
    }
}
