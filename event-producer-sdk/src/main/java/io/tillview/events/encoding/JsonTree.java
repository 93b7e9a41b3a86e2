package io.tillview.events.encoding;

import io.tillview.events.MerchantEvent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Attributes as JSON: the kinds of values that {@link MerchantEvent#attributes()} promises. Each method returns the place after. */
final class JsonTree {

    private static final byte[] NULL = JsonText.ascii("null");
    private static final byte[] TRUE = JsonText.ascii("true");
    private static final byte[] FALSE = JsonText.ascii("false");

    private JsonTree() {}

    /** @param plain whether no text anywhere within needs an escape */
    static int object(Map<?, ?> map, boolean plain, byte[] out, int begin) {
        int at = begin;
        out[at++] = '{';
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            at = text((String) entry.getKey(), plain, out, at);
            out[at++] = ':';
            at = value(entry.getValue(), plain, out, at);
            out[at++] = ',';
        }
        return close('}', map.isEmpty(), out, at);
    }

    private static int array(List<?> list, boolean plain, byte[] out, int begin) {
        int at = begin;
        out[at++] = '[';
        for (int i = 0; i < list.size(); i++) {
            at = value(list.get(i), plain, out, at);
            out[at++] = ',';
        }
        return close(']', list.isEmpty(), out, at);
    }

    /** In the place of the last comma, which always has one after it: the event goes on. */
    private static int close(char bracket, boolean empty, byte[] out, int at) {
        int place = empty ? at : at - 1;
        out[place] = (byte) bracket;
        return place + 1;
    }

    private static int value(Object value, boolean plain, byte[] out, int at) {
        if (value instanceof String text) {
            return text(text, plain, out, at);
        }
        if (value instanceof Long number) {
            return JsonWords.number(number, out, at);
        }
        if (value instanceof Boolean truth) {
            return JsonText.bytes(truth ? TRUE : FALSE, out, at);
        }
        if (value instanceof BigDecimal || value instanceof BigInteger) {
            return JsonText.plain(value.toString(), out, at);
        }
        if (value instanceof Map<?, ?> map) {
            return object(map, plain, out, at);
        }
        if (value instanceof List<?> list) {
            return array(list, plain, out, at);
        }
        if (value == null) {
            return JsonText.bytes(NULL, out, at);
        }
        throw new IllegalStateException("no JSON for " + value.getClass());
    }

    private static int text(String text, boolean plain, byte[] out, int begin) {
        int at = begin;
        out[at++] = '"';
        at = plain ? JsonText.plain(text, out, at) : JsonText.escaped(text, out, at);
        out[at++] = '"';
        return at;
    }
}
