package io.tillview.query.answering;

import io.tillview.query.Buckets;
import io.tillview.query.Having;
import io.tillview.query.Interval;
import io.tillview.query.MerchantQuery;
import io.tillview.query.QueryResult.Warning;
import io.tillview.query.catalog.Measure;
import io.tillview.query.scoping.HavingSql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Chooses rows where Druid can't: fills gaps, keeps what {@code having} keeps, and orders. It needs every row of the
 * question for that, so there is a bound.
 */
final class RowSelector {

    private RowSelector() {}

    /** Whether a question's rows have to be chosen here. */
    static boolean isNeeded(MerchantQuery query) {
        boolean oneRowDropped = query.isOneRow() && !query.rows().having().isEmpty();
        return query.rows().fillGaps() || oneRowDropped || !HavingSql.decides(query);
    }

    static Selection select(MerchantQuery query, Interval interval, RawRows raw) {
        if (raw.size() > AnswerLimits.MAX_ROWS_CHOSEN) {
            return new TooMany("This comes to more than " + AnswerLimits.MAX_ROWS_CHOSEN
                    + " rows before 'having' and 'fillGaps' are done, the most that can be: filter, name fewer"
                    + " dimensions, a coarser grain or less time.");
        }
        RawRows rows = raw;
        if (query.rows().fillGaps()) {
            Buckets buckets =
                    Buckets.of(interval, query.grain(), query.timeZone()).orElseThrow();
            GapFiller filler = new GapFiller(query, buckets, raw);
            if (filler.rowCount() > AnswerLimits.MAX_ROWS_CHOSEN) {
                return new TooMany("Without gaps these are " + buckets.count() + " buckets of " + filler.seriesCount()
                        + " combinations of the dimensions' values, " + filler.rowCount() + " rows; at most "
                        + AnswerLimits.MAX_ROWS_CHOSEN
                        + " are possible: filter, name 'limitPerTime', a coarser grain or less time.");
            }
            rows = filler.filled();
        }
        List<Warning> warnings = List.of();
        List<Having> having = query.rows().having();
        MeasureCells cells = new MeasureCells(query, rows);
        if (!having.isEmpty()) {
            // A row that was dropped because its money is hidden is told of no more, but why it is hidden is.
            boolean aboutMoney = having.stream()
                    .anyMatch(one -> Measure.named(one.measure()).orElseThrow().needsOneCurrency());
            warnings = aboutMoney ? cells.warnings() : List.of();
            rows = kept(rows, having, cells);
        }
        return new Selected(RowOrder.ordered(query, rows), cells.currency(), warnings);
    }

    /** The rows that SQL keeps: those of which all that it can decide of {@code having} holds. */
    static RawRows keptBySql(MerchantQuery query, RawRows rows) {
        List<Having> having = HavingSql.decided(query);
        return having.isEmpty() ? rows : kept(rows, having, new MeasureCells(query, rows));
    }

    private static RawRows kept(RawRows rows, List<Having> having, MeasureCells cells) {
        List<List<Object>> kept = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            int row = i;
            boolean keeps = having.stream().allMatch(one -> cells.exact(
                            row, Measure.named(one.measure()).orElseThrow())
                    .filter(one::accepts)
                    .isPresent());
            if (keeps) {
                kept.add(rows.rows().get(i));
            }
        }
        return rows.with(kept);
    }

    /** What came of it. */
    sealed interface Selection {}

    /**
     * The rows.
     *
     * @param rows all that are kept, in order
     * @param currency the one that all rows were in, if it was one
     * @param warnings what is known only of the rows that were dropped, too
     */
    record Selected(RawRows rows, Optional<String> currency, List<Warning> warnings) implements Selection {}

    /**
     * There are more than can be looked at.
     *
     * @param detail how many, and what to do
     */
    record TooMany(String detail) implements Selection {}
}
