package io.tillview.query.scoping;

import static java.util.stream.Collectors.joining;

import io.tillview.query.catalog.Datasource;
import io.tillview.query.sql.CheckedSql;
import io.tillview.query.sql.SqlColumn;
import io.tillview.query.sql.SqlPosition;
import io.tillview.query.sql.SqlTable;
import io.tillview.tenancy.OneMerchant;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Turns a merchant's own statement, once it is checked, into SQL for that merchant: every table it reads becomes a subquery of
 * one merchant's rows.
 *
 * <p>Keeps no state; safe for use by many threads.
 */
public final class SqlScoper {

    /**
     * The SQL that answers a statement.
     *
     * @param sql the statement, checked
     * @param scope whose rows; from the decision that allowed it
     * @param subject who asks
     * @return SQL that reads rows of this merchant only
     */
    public ScopedSql scope(CheckedSql sql, OneMerchant scope, String subject) {
        Writing writing = new Writing(scope);
        sql.writeTo(writing);
        return new ScopedSql(
                scope, subject, sql.datasources(), writing.text.toString(), writing.origins, sql.maxRows() + 1);
    }

    /** What was written, and where each part of it comes from. */
    private static final class Writing implements CheckedSql.Sink {
        private final OneMerchant scope;
        private final StringBuilder text = new StringBuilder();
        private final NavigableMap<Integer, SqlPosition> origins = new TreeMap<>();

        Writing(OneMerchant scope) {
            this.scope = scope;
        }

        @Override
        public void words(String words, SqlPosition position) {
            from(position).append(words);
        }

        @Override
        public void text(String value, SqlPosition position) {
            from(position).append(Literals.text(value));
        }

        @Override
        public void rows(SqlTable table, List<SqlColumn> columns, SqlPosition position) {
            from(position)
                    .append(columns.stream()
                            .map(column -> column.sql() + " AS \"" + column.name() + "\"")
                            .collect(joining(", ", "(SELECT ", "")))
                    .append(" FROM \"")
                    .append(table.datasource().table())
                    .append("\" WHERE \"")
                    .append(Datasource.MERCHANT_COLUMN)
                    .append("\" = ")
                    .append(Literals.text(scope.merchant().value()))
                    .append(')');
        }

        private StringBuilder from(SqlPosition position) {
            origins.put(text.length(), position);
            return text;
        }
    }
}
