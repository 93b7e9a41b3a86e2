package io.tillview.query.answering;

import io.tillview.query.MerchantQuery;
import io.tillview.query.paging.PageStart;
import io.tillview.query.scoping.Portion;

/** How many of a question's rows an answer needs, and whether Druid or the answer chooses and orders them. */
final class NeededPortion {
    private NeededPortion() {}

    /** Of the rows themselves. */
    static Portion ofMain(MerchantQuery query, PageStart start) {
        if (!RowSelector.isNeeded(query)) {
            return Portion.first(PageCut.rowsNeeded(query, start));
        }
        Portion all = ofComparison();
        // Rows that are yet to be filled in may be kept by what drops all that there are.
        return query.rows().fillGaps() || query.isOneRow() ? all : all.withHaving();
    }

    /** Of those that they are held against. */
    static Portion ofComparison() {
        return Portion.any(AnswerLimits.MAX_ROWS_CHOSEN + 1);
    }

    /** Of the one row over everything. */
    static Portion ofTotal() {
        return Portion.first(2);
    }
}
