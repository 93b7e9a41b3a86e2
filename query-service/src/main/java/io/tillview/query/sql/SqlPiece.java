package io.tillview.query.sql;

import java.util.List;

/** A part of a {@link CheckedSql}. */
sealed interface SqlPiece {

    void writeTo(CheckedSql.Sink sink);

    /** Words, names and numbers of our own. */
    record Words(String sql, SqlPosition position) implements SqlPiece {
        @Override
        public void writeTo(CheckedSql.Sink sink) {
            sink.words(sql, position);
        }
    }

    /** A text of the caller's. */
    record Text(String value, SqlPosition position) implements SqlPiece {
        @Override
        public void writeTo(CheckedSql.Sink sink) {
            sink.text(value, position);
        }
    }

    /** The gap for a table. */
    record Rows(TableUse use, SqlPosition position) implements SqlPiece {
        SqlTable table() {
            return use.table();
        }

        @Override
        public void writeTo(CheckedSql.Sink sink) {
            List<SqlColumn> columns = use.columns();
            sink.rows(use.table(), columns, position);
        }
    }
}
