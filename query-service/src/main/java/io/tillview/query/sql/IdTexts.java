package io.tillview.query.sql;

/**
 * SQL that gives ids back as the texts they were published as. A UUID is stored as two numbers, any other id as a text and a
 * number; see decision 0057. All of it is constant.
 */
final class IdTexts {
    static final String EVENT = "STRING_FORMAT('%08x-%04x-%04x-%04x-%012x', "
            + "BITWISE_AND(BITWISE_SHIFT_RIGHT(\"event_id_high\", 32), 4294967295), "
            + "BITWISE_AND(BITWISE_SHIFT_RIGHT(\"event_id_high\", 16), 65535), "
            + "BITWISE_AND(BITWISE_SHIFT_RIGHT(\"event_id_high\", 0), 65535), "
            + "BITWISE_AND(BITWISE_SHIFT_RIGHT(\"event_id_low\", 48), 65535), "
            + "BITWISE_AND(BITWISE_SHIFT_RIGHT(\"event_id_low\", 0), 281474976710655))";

    static final String VISITOR = "COALESCE(\"visitor_id\", CASE WHEN \"visitor_low\" IS NOT NULL THEN "
            + "STRING_FORMAT('%08x-%04x-%04x-%04x-%012x', "
            + "BITWISE_AND(BITWISE_SHIFT_RIGHT(BITWISE_XOR(\"visitor_key\", \"visitor_low\"), 32), 4294967295), "
            + "BITWISE_AND(BITWISE_SHIFT_RIGHT(BITWISE_XOR(\"visitor_key\", \"visitor_low\"), 16), 65535), "
            + "BITWISE_AND(BITWISE_SHIFT_RIGHT(BITWISE_XOR(\"visitor_key\", \"visitor_low\"), 0), 65535), "
            + "BITWISE_AND(BITWISE_SHIFT_RIGHT(\"visitor_low\", 48), 65535), "
            + "BITWISE_AND(BITWISE_SHIFT_RIGHT(\"visitor_low\", 0), 281474976710655)) END)";

    static final String SESSION = "COALESCE(\"session_id\", CASE WHEN \"session_low\" IS NOT NULL THEN "
            + "STRING_FORMAT('%08x-%04x-%04x-%04x-%012x', "
            + "BITWISE_AND(BITWISE_SHIFT_RIGHT(BITWISE_XOR(\"session_key\", \"session_low\"), 32), 4294967295), "
            + "BITWISE_AND(BITWISE_SHIFT_RIGHT(BITWISE_XOR(\"session_key\", \"session_low\"), 16), 65535), "
            + "BITWISE_AND(BITWISE_SHIFT_RIGHT(BITWISE_XOR(\"session_key\", \"session_low\"), 0), 65535), "
            + "BITWISE_AND(BITWISE_SHIFT_RIGHT(\"session_low\", 48), 65535), "
            + "BITWISE_AND(BITWISE_SHIFT_RIGHT(\"session_low\", 0), 281474976710655)) END)";

    static final String CUSTOMER = "COALESCE(\"customer_id\", CASE WHEN \"customer_low\" IS NOT NULL THEN "
            + "STRING_FORMAT('%08x-%04x-%04x-%04x-%012x', "
            + "BITWISE_AND(BITWISE_SHIFT_RIGHT(BITWISE_XOR(\"customer_key\", \"customer_low\"), 32), 4294967295), "
            + "BITWISE_AND(BITWISE_SHIFT_RIGHT(BITWISE_XOR(\"customer_key\", \"customer_low\"), 16), 65535), "
            + "BITWISE_AND(BITWISE_SHIFT_RIGHT(BITWISE_XOR(\"customer_key\", \"customer_low\"), 0), 65535), "
            + "BITWISE_AND(BITWISE_SHIFT_RIGHT(\"customer_low\", 48), 65535), "
            + "BITWISE_AND(BITWISE_SHIFT_RIGHT(\"customer_low\", 0), 281474976710655)) END)";

    static final String ORDER = "COALESCE(\"order_id\", CASE WHEN \"order_low\" IS NOT NULL THEN "
            + "STRING_FORMAT('%08x-%04x-%04x-%04x-%012x', "
            + "BITWISE_AND(BITWISE_SHIFT_RIGHT(BITWISE_XOR(\"order_key\", \"order_low\"), 32), 4294967295), "
            + "BITWISE_AND(BITWISE_SHIFT_RIGHT(BITWISE_XOR(\"order_key\", \"order_low\"), 16), 65535), "
            + "BITWISE_AND(BITWISE_SHIFT_RIGHT(BITWISE_XOR(\"order_key\", \"order_low\"), 0), 65535), "
            + "BITWISE_AND(BITWISE_SHIFT_RIGHT(\"order_low\", 48), 65535), "
            + "BITWISE_AND(BITWISE_SHIFT_RIGHT(\"order_low\", 0), 281474976710655)) END)";

    private IdTexts() {}
}
