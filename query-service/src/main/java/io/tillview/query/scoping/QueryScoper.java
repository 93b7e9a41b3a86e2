package io.tillview.query.scoping;

import static java.util.stream.Collectors.joining;

import io.tillview.query.Filter;
import io.tillview.query.Interval;
import io.tillview.query.MerchantQuery;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.catalog.Dimension;
import io.tillview.tenancy.OneMerchant;

/**
 * Turns a question into SQL for one merchant: the only place where SQL is made.
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
     * @return SQL that reads rows of this merchant in this interval only
     * @throws java.util.NoSuchElementException if a name is not in the catalog
     * @throws IllegalArgumentException if a filter's value is not well-formed Unicode
     */
    public ScopedSql scope(
            MerchantQuery query, Interval interval, Datasource datasource, OneMerchant scope, String subject) {
        ScopedColumns columns = new ScopedColumns(query, datasource);
        int maxRows = query.limit() + 1;
        String text = columns.selectClause()
                + " FROM \"" + datasource.table() + "\""
                + " WHERE \"" + Datasource.MERCHANT_COLUMN + "\" = "
                + Literals.text(scope.merchant().value())
                + " AND \"__time\" >= " + Literals.instant(interval.from())
                + " AND \"__time\" < " + Literals.instant(interval.to())
                + query.filters().stream().map(QueryScoper::conjunct).collect(joining())
                + columns.groupByClause()
                + columns.orderByClause()
                + " LIMIT " + maxRows;
        return new ScopedSql(scope, subject, datasource, text, columns.selected(), maxRows);
    }

    static String conjunct(Filter filter) {
        String column = Dimension.named(filter.dimension()).orElseThrow().sql();
        String values = filter.values().stream().distinct().map(Literals::text).collect(joining(", "));
        return filter.operator().negates()
                ? " AND (" + column + " IS NULL OR " + column + " NOT IN (" + values + "))"
                : " AND " + column + " IN (" + values + ")";
    }
}
