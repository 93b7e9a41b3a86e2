package io.tillview.query.sql;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A way into a JSON column: names and places in lists, and nothing that searches. It holds letters, digits, underscores,
 * dots and brackets only.
 *
 * @param text {@code $.delivery.address[0]}
 * @param returning the type that is asked for
 */
record JsonPath(String text, Returning returning) {
    static final String SHAPE = "'$.name', '$.name.inner' or '$.list[0]', of letters, digits and underscores";

    private static final Pattern ALLOWED = Pattern.compile("\\$(?:\\.[A-Za-z_][A-Za-z0-9_]{0,63}|\\[[0-9]{1,4}]){1,8}");

    /** The types that can be asked for. */
    enum Returning {
        VARCHAR,
        BIGINT,
        DOUBLE;

        static Optional<Returning> of(CastType type) {
            for (Returning returning : values()) {
                if (returning.name().equals(type.name())) {
                    return Optional.of(returning);
                }
            }
            return Optional.empty();
        }
    }

    JsonPath {
        if (!ALLOWED.matcher(text).matches()) {
            throw new IllegalArgumentException("This is no path.");
        }
    }

    static Optional<JsonPath> of(String text, Returning returning) {
        return ALLOWED.matcher(text).matches() ? Optional.of(new JsonPath(text, returning)) : Optional.empty();
    }

    /**
     * SQL for the value that stands there, NULL for a list or an object. Segments are shared with merchants who may have a list
     * under the same name: over such a path Druid 33 answers many conditions on JSON_VALUE alone with an error, or wrongly
     * (decision 0080). What looks at the whole value first, and at another column, is worked out event by event, and is right.
     *
     * @param column the JSON column, quoted, of a table that has {@code merchant_id}, too
     */
    String valueIn(String column) {
        String path = "'" + text + "'";
        String whole = "TO_JSON_STRING(JSON_QUERY(" + column + ", " + path + "))";
        String value = "(CASE WHEN LEFT(CONCAT(" + whole
                + ", LEFT(\"merchant_id\", 0)), 1) = '[' THEN NULL ELSE JSON_VALUE(" + column + ", " + path + ") END)";
        return returning == Returning.VARCHAR ? value : "CAST(" + value + " AS " + returning.name() + ")";
    }
}
