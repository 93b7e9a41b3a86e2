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

    String sql() {
        return "'" + text + "' RETURNING " + returning.name();
    }
}
