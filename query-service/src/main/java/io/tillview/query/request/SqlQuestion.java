package io.tillview.query.request;

import static java.util.Objects.requireNonNull;

import io.tillview.query.sql.CheckedSql;

/**
 * A statement that may run.
 *
 * @param sql the statement, checked and written anew
 */
public record SqlQuestion(CheckedSql sql) {
    /** @throws NullPointerException if it is null */
    public SqlQuestion {
        requireNonNull(sql, "sql");
    }
}
