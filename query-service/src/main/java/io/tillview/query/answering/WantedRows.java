package io.tillview.query.answering;

import static java.util.Objects.requireNonNull;

import io.tillview.query.Interval;
import io.tillview.query.MerchantQuery;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.scoping.Portion;
import io.tillview.query.scoping.SelectedColumn;
import io.tillview.tenancy.MerchantScope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Rows that an answer needs.
 *
 * @param query the question
 * @param interval the time that it is asked about
 * @param datasource one that can answer it
 * @param portion which of its rows
 * @param scope whose rows; from the decision that allowed it
 * @param subject who asks
 * @param maxStaleness how old they may be though there are newer ones; empty for as fresh as there are
 */
public record WantedRows(
        MerchantQuery query,
        Interval interval,
        Datasource datasource,
        Portion portion,
        MerchantScope scope,
        String subject,
        Optional<Duration> maxStaleness) {
    /** @throws NullPointerException if anything is null */
    public WantedRows {
        requireNonNull(query, "query");
        requireNonNull(interval, "interval");
        requireNonNull(datasource, "datasource");
        requireNonNull(portion, "portion");
        requireNonNull(scope, "scope");
        requireNonNull(subject, "subject");
        requireNonNull(maxStaleness, "maxStaleness");
    }

    /** How long rows count for it that count so long for others: a question that allows less doesn't get rows as old. */
    public Duration lifeOf(Duration others) {
        return maxStaleness.filter(most -> most.compareTo(others) < 0).orElse(others);
    }

    /**
     * Does to all rows of the question what the SQL of the portion does: drops what SQL can tell that {@code having} drops,
     * puts them in order and cuts them off.
     *
     * @param columns what stands at each position of a row
     * @param rows all rows, in whatever order
     */
    public List<List<Object>> chosen(List<SelectedColumn> columns, List<List<Object>> rows) {
        RawRows raw = RawRows.of(columns, rows);
        RawRows kept = portion.having() ? RowSelector.keptBySql(query, raw) : raw;
        RawRows ordered = portion.ordered() ? RowOrder.ordered(query, kept) : kept;
        return ordered.size() <= portion.maxRows()
                ? ordered.rows()
                : ordered.rows().subList(0, portion.maxRows());
    }
}
