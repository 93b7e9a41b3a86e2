package io.tillview.query.sql;

import io.tillview.query.catalog.Datasource;
import java.util.List;
import java.util.Set;

/**
 * A statement that was read, checked and written anew, with a gap wherever it reads a table: it can't run before the gaps are
 * filled with one merchant's rows. Only {@link SqlChecker} makes it, of its own words, of numbers, and of texts that it hands
 * over as values; nothing a caller named or wrote stands in it.
 *
 * <p>Immutable.
 */
public final class CheckedSql {
    private final List<SqlPiece> pieces;
    private final List<String> columns;
    private final int maxRows;

    CheckedSql(List<SqlPiece> pieces, List<String> columns, int maxRows) {
        this.pieces = List.copyOf(pieces);
        this.columns = List.copyOf(columns);
        this.maxRows = maxRows;
    }

    /** What it consists of, in order. */
    public void writeTo(Sink sink) {
        pieces.forEach(piece -> piece.writeTo(sink));
    }

    /** What the columns of its answer are called, by position; names may stand there twice. */
    public List<String> columns() {
        return columns;
    }

    /** The most rows the caller takes; it gives one more where there are more. */
    public int maxRows() {
        return maxRows;
    }

    /** The datasources it reads; at least one. */
    public Set<Datasource> datasources() {
        return pieces.stream()
                .filter(SqlPiece.Rows.class::isInstance)
                .map(piece -> ((SqlPiece.Rows) piece).table().datasource())
                .collect(java.util.stream.Collectors.toCollection(java.util.TreeSet::new));
    }

    /** Where a statement goes. */
    public interface Sink {
        /**
         * Words, names and numbers of our own.
         *
         * @param words SQL
         * @param position where in the caller's statement they come from
         */
        void words(String words, SqlPosition position);

        /**
         * A text of the caller's, as a value.
         *
         * @param value any text
         * @param position where in the caller's statement it comes from
         */
        void text(String value, SqlPosition position);

        /**
         * One merchant's rows of a table, as a derived table without a name.
         *
         * @param table whose rows
         * @param columns what to select; at least one
         * @param position where in the caller's statement it comes from
         */
        void rows(SqlTable table, List<SqlColumn> columns, SqlPosition position);
    }
}
