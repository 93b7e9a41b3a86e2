package io.tillview.endtoend;

import java.util.List;
import java.util.stream.Collectors;

/** What filters are in the oracle's SQL, and how names and texts are written there. */
final class OracleConditions {
    private static final List<String> ORDERS = List.of("gt", "gte", "lt", "lte");

    private OracleConditions() {}

    /** An event that lacks the dimension is different from every value, and neither before nor after any. */
    static String condition(OracleFilter filter) {
        if (!filter.isComparison()) {
            return filter.filters().stream()
                    .map(OracleConditions::condition)
                    .collect(Collectors.joining(filter.op().equals("any") ? " OR " : " AND ", "(", ")"));
        }
        String column = quoted(filter.dimension());
        if (OracleAttributes.isAttribute(filter.dimension()) && ORDERS.contains(filter.op())) {
            return "coalesce(TRY_CAST(" + column + " AS DOUBLE)" + sign(filter.op())
                    + filter.values().get(0) + ", false)";
        }
        String values = filter.values().stream().map(OracleConditions::text).collect(Collectors.joining(", "));
        String condition =
                switch (filter.op()) {
                    case "eq", "in" -> column + " IN (" + values + ")";
                    case "ne", "not_in" -> "NOT coalesce(" + column + " IN (" + values + "), false)";
                    case "contains" -> "contains(" + column + ", " + values + ")";
                    case "starts_with" -> "starts_with(" + column + ", " + values + ")";
                    case "exists" -> column + " IS NOT NULL";
                    case "not_exists" -> column + " IS NULL";
                    default -> inUtf16(column) + sign(filter.op()) + inUtf16(values);
                };
        return "coalesce(" + condition + ", false)";
    }

    static String sign(String op) {
        return switch (op) {
            case "eq" -> " = ";
            case "ne" -> " <> ";
            case "gt" -> " > ";
            case "gte" -> " >= ";
            case "lt" -> " < ";
            case "lte" -> " <= ";
            default -> throw new IllegalArgumentException(op);
        };
    }

    /**
     * A text as it is put in order: by its UTF-16 code units, where the last characters of the first plane come after all other
     * planes. DuckDB orders by code points.
     */
    static String inUtf16(String text) {
        return "regexp_replace(" + text + ", '([\\x{E000}-\\x{FFFF}])', chr(1114111) || '\\1', 'g')";
    }

    static String quoted(String name) {
        return '"' + name + '"';
    }

    static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }
}
