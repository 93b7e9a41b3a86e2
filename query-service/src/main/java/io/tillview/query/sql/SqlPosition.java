package io.tillview.query.sql;

/**
 * A place in a caller's statement.
 *
 * @param line from 1
 * @param column from 1, in characters
 */
public record SqlPosition(int line, int column) {
    /** {@code Line 1, column 8}. */
    @Override
    public String toString() {
        return "Line " + line + ", column " + column;
    }
}
