package io.tillview.ingestion;

/**
 * SQL that gives ids back in their text form from the numbers that {@code merchant_events} and {@code late_events} keep, for
 * administrators. No state.
 */
public final class IdSql {

    private IdSql() {}

    /** The event's id, of {@code event_id_high} and {@code event_id_low}. */
    public static String eventId() {
        return uuid("\"event_id_high\"", "\"event_id_low\"");
    }

    /**
     * A visitor's, session's, customer's or order's id; NULL where the event lacks it.
     *
     * @param whose {@code visitor}, {@code session}, {@code customer} or {@code order}
     */
    public static String of(String whose) {
        String low = "\"" + whose + "_low\"";
        String high = "BITWISE_XOR(\"" + whose + "_key\", " + low + ")";
        return "COALESCE(\"" + whose + "_id\", CASE WHEN " + low + " IS NOT NULL THEN " + uuid(high, low) + " END)";
    }

    private static String uuid(String high, String low) {
        return "STRING_FORMAT('%08x-%04x-%04x-%04x-%012x', " + bits(high, 32, "4294967295") + ", "
                + bits(high, 16, "65535") + ", " + bits(high, 0, "65535") + ", " + bits(low, 48, "65535") + ", "
                + bits(low, 0, "281474976710655") + ")";
    }

    private static String bits(String number, int from, String mask) {
        return "BITWISE_AND(BITWISE_SHIFT_RIGHT(" + number + ", " + from + "), " + mask + ")";
    }
}
