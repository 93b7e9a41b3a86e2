package io.tillview.query.scoping;

import static java.util.stream.Collectors.joining;

import io.tillview.query.Exported;
import io.tillview.query.Filter;
import io.tillview.query.Interval;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.catalog.EventColumn;
import io.tillview.tenancy.OneMerchant;
import java.util.List;

/**
 * Makes SQL whose rows go to a file, of one merchant as all SQL is, but without a bound of rows unless there is a limit.
 *
 * <p>Keeps no state; safe for use by many threads.
 */
public final class ExportScoper {

    /**
     * The SQL for a part of a question's rows.
     *
     * @param exported the question; its names are in the catalog
     * @param piece the part of the question's time, cut where one of its buckets begins
     * @param datasource one that can answer it
     * @param scope whose rows
     * @param subject who asked
     */
    public ScopedSql scope(
            Exported.OfQuery exported, Interval piece, Datasource datasource, OneMerchant scope, String subject) {
        ScopedColumns columns = new ScopedColumns(exported.question(), piece, datasource, true);
        String text = columns.selectClause()
                + rows(exported.question().filters(), piece, datasource, scope)
                + columns.groupByClause()
                + columns.orderByClause()
                + (exported.limited() ? " LIMIT " + exported.question().rows().limit() : "");
        int maxRows = exported.limited() ? exported.question().rows().limit() : Integer.MAX_VALUE;
        return new ScopedSql(scope, subject, datasource, text, columns.selected(), maxRows);
    }

    /**
     * The SQL for events. They come in no order: segments are sorted by merchant and visitor, and Druid would have to hold all
     * of them to sort them by time.
     *
     * @param exported which events and what of them; names are in the catalog
     * @param piece the part of the time
     * @param scope whose
     * @param subject who asked
     */
    public ScopedSql scope(Exported.OfEvents exported, Interval piece, OneMerchant scope, String subject) {
        List<SelectedColumn> selected = exported.columns().stream()
                .flatMap(name -> EventColumn.named(name).orElseThrow().parts().stream())
                .distinct()
                .<SelectedColumn>map(SelectedColumn.EventPart::new)
                .toList();
        String text = selected.stream()
                        .map(column ->
                                ((SelectedColumn.EventPart) column).part().sql() + " AS \"" + column.alias() + "\"")
                        .collect(joining(", ", "SELECT ", ""))
                + rows(exported.filters(), piece, Datasource.MERCHANT_EVENTS, scope);
        return new ScopedSql(scope, subject, Datasource.MERCHANT_EVENTS, text, selected, Integer.MAX_VALUE);
    }

    private static String rows(List<Filter> filters, Interval piece, Datasource datasource, OneMerchant scope) {
        return " FROM \"" + datasource.table() + "\""
                + " WHERE \"" + Datasource.MERCHANT_COLUMN + "\" = "
                + Literals.text(scope.merchant().value())
                + " AND \"__time\" >= " + Literals.instant(piece.from())
                + " AND \"__time\" < " + Literals.instant(piece.to())
                + filters.stream()
                        .map(filter -> " AND " + FilterSql.condition(filter))
                        .collect(joining());
    }
}
