package io.tillview.events.encoding;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.tillview.events.TextField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The fields the contract names, each with its place in what is read of an event, found by the bytes of its name. */
final class EventFieldNames {

    static final int EVENT_ID = 0;
    static final int MERCHANT_ID = 1;
    static final int EVENT_TYPE = 2;
    static final int OCCURRED_AT = 3;
    static final int CURRENCY = 4;
    static final int AMOUNT_MINOR = 5;
    static final int QUANTITY = 6;
    static final int SCHEMA_VERSION = 7;
    static final int ATTRIBUTES = 8;
    private static final int FIRST_TEXT = ATTRIBUTES + 1;
    static final int COUNT = FIRST_TEXT + TextField.values().length;
    static final int UNKNOWN = -1;

    private static final int TABLE = 256;
    private static final List<String> NAMES = names();
    private static final byte[][] BYTES =
            NAMES.stream().map(name -> name.getBytes(ISO_8859_1)).toArray(byte[][]::new);
    private static final int[] FIRST = new int[TABLE];
    private static final int[] NEXT = new int[COUNT];

    static {
        Arrays.fill(FIRST, UNKNOWN);
        for (int place = 0; place < COUNT; place++) {
            int slot = slot(BYTES[place], 0, BYTES[place].length);
            NEXT[place] = FIRST[slot];
            FIRST[slot] = place;
        }
    }

    private EventFieldNames() {}

    /** The field's place, or {@link #UNKNOWN}. */
    static int place(byte[] json, int start, int end) {
        if (start == end) {
            return UNKNOWN;
        }
        for (int place = FIRST[slot(json, start, end)]; place != UNKNOWN; place = NEXT[place]) {
            if (is(place, json, start, end)) {
                return place;
            }
        }
        return UNKNOWN;
    }

    private static boolean is(int place, byte[] json, int start, int end) {
        byte[] name = BYTES[place];
        int length = end - start;
        if (length != name.length) {
            return false;
        }
        if (length < Long.BYTES || length > 2 * Long.BYTES) {
            return Arrays.equals(name, 0, length, json, start, end);
        }
        return EightBytes.at(name, 0) == EightBytes.at(json, start)
                && EightBytes.at(name, length - Long.BYTES) == EightBytes.at(json, end - Long.BYTES);
    }

    /** The same by the name itself, for one that was written with escapes. */
    static int place(String name) {
        return NAMES.indexOf(name);
    }

    static int place(TextField field) {
        return FIRST_TEXT + field.place();
    }

    static String name(int place) {
        return NAMES.get(place);
    }

    private static int slot(byte[] name, int start, int end) {
        return (name[start] * 31 + name[end - 1] * 7 + (end - start) * 13) & (TABLE - 1);
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>(List.of(
                "event_id",
                "merchant_id",
                "event_type",
                "occurred_at",
                "currency",
                "amount_minor",
                "quantity",
                "schema_version",
                "attributes"));
        for (TextField field : TextField.values()) {
            names.add(field.jsonName());
        }
        return List.copyOf(names);
    }
}
