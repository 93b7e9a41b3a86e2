package io.tillview.query.sql;

import static java.util.Objects.requireNonNull;

/**
 * One thing that is wrong with a statement.
 *
 * @param position where
 * @param message what is wrong and what would be right; may be shown to the caller
 */
public record SqlFault(SqlPosition position, String message) {
    /** @throws NullPointerException if one is null */
    public SqlFault {
        requireNonNull(position, "position");
        requireNonNull(message, "message");
    }

    /** {@code Line 1, column 8: …}. */
    @Override
    public String toString() {
        return position + ": " + message;
    }
}
