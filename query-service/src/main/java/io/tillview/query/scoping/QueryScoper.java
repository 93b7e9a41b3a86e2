package io.tillview.query.scoping;

import static java.util.stream.Collectors.joining;

import io.tillview.query.Interval;
import io.tillview.query.MerchantQuery;
import io.tillview.query.catalog.Audience;
import io.tillview.query.catalog.Datasource;
import io.tillview.tenancy.MerchantScope;

/**
 * Turns a question into SQL for one merchant, or for an admin over all of them: the only place where SQL for questions is made.
 *
 * <p>Keeps no state; safe for use by many threads.
 */
public final class QueryScoper {

    /**
     * The SQL that answers a question from one datasource.
     *
     * @param query a question whose names are all in the catalog
     * @param interval what its time range resolved to
     * @param datasource one that can answer it
     * @param scope whose rows; from the decision that allowed it
     * @param subject who asks
     * @return SQL that reads rows of this scope in this interval only
     * @throws java.util.NoSuchElementException if a name is not in the catalog
     * @throws IllegalArgumentException if a filter's value is not well-formed Unicode, or the datasource doesn't answer this scope
     */
    public ScopedSql scope(
            MerchantQuery query, Interval interval, Datasource datasource, MerchantScope scope, String subject) {
        return scope(query, interval, datasource, Portion.first(query.rows().limit() + 1), scope, subject);
    }

    /**
     * The SQL for some of the rows that answer a question.
     *
     * @param query a question whose names are all in the catalog
     * @param interval what its time range resolved to
     * @param datasource one that can answer it
     * @param portion which rows
     * @param scope whose rows; from the decision that allowed it
     * @param subject who asks
     * @return SQL that reads rows of this scope in this interval only
     * @throws java.util.NoSuchElementException if a name is not in the catalog
     * @throws IllegalArgumentException if a filter's value is not well-formed Unicode, or the datasource doesn't answer this scope
     */
    public ScopedSql scope(
            MerchantQuery query,
            Interval interval,
            Datasource datasource,
            Portion portion,
            MerchantScope scope,
            String subject) {
        if (!Audience.of(scope).reads(datasource)) {
            throw new IllegalArgumentException("The rows of " + datasource.table() + " don't say whose they are.");
        }
        ScopedColumns columns = new ScopedColumns(query, interval, datasource, portion.ordered());
        String text = columns.selectClause()
                + " FROM \"" + datasource.table() + "\""
                + " WHERE " + MerchantPredicate.and(scope) + "\"__time\" >= " + Literals.instant(interval.from())
                + " AND \"__time\" < " + Literals.instant(interval.to())
                + query.filters().stream()
                        .map(filter -> " AND " + FilterSql.condition(filter))
                        .collect(joining())
                + portion.series()
                        .map(series -> " AND " + FilterSql.anyOf(series, query.dimensions()))
                        .orElse("")
                + columns.groupByClause()
                + (portion.having() ? HavingSql.clause(query, datasource) : "")
                + columns.orderByClause()
                + " LIMIT " + portion.maxRows();
        return new ScopedSql(scope, subject, datasource, text, columns.selected(), portion.maxRows());
    }
}
