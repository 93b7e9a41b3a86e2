package io.tillview.query.answering;

import io.tillview.query.MerchantQuery;
import io.tillview.query.QueryResult.Warning;
import io.tillview.query.paging.PageStart;
import io.tillview.query.paging.PageStart.After;
import io.tillview.query.paging.SeenRows;
import java.util.Optional;

/**
 * One page of all rows in order.
 *
 * @param rows those of the page
 * @param end how many rows there are up to the page's last
 * @param isLast whether there are no more
 * @param seen all rows up to the page's last
 * @param moved what to say where the rows before the page are no longer those that were answered
 */
record PageCut(RawRows rows, int end, boolean isLast, SeenRows seen, Optional<Warning> moved) {

    /** How many rows have to be fetched to cut a page out of them and to see whether there are more. */
    static int rowsNeeded(MerchantQuery query, PageStart start) {
        return offset(start) + query.rows().limit() + 1;
    }

    static PageCut cut(MerchantQuery query, PageStart start, RawRows all) {
        int begin = Math.min(offset(start), all.size());
        int end = Math.min(begin + query.rows().limit(), all.size());
        SeenRows seen = new SeenRows();
        String before = seen.fingerprint();
        for (int i = 0; i < end; i++) {
            before = i == begin ? seen.fingerprint() : before;
            seen.add(all.key(all.rows().get(i), query.dimensions()));
        }
        before = begin == end ? seen.fingerprint() : before;
        return new PageCut(
                all.with(all.rows().subList(begin, end)), end, end == all.size(), seen, moved(start, begin, before));
    }

    /** Whether the page after this one can be asked for. */
    boolean canGoOn(MerchantQuery query) {
        return !isLast && end + query.rows().limit() <= AnswerLimits.MAX_ROWS_OF_ALL_PAGES;
    }

    private static int offset(PageStart start) {
        return start instanceof After after ? after.offset() : 0;
    }

    private static Optional<Warning> moved(PageStart start, int begin, String before) {
        if (!(start instanceof After after) || (begin == after.offset() && before.equals(after.seen()))) {
            return Optional.empty();
        }
        return Optional.of(new Warning(
                "data_moved",
                "Since the page before was answered"
                        + after.dataThrough()
                                .map(time -> ", with data up to " + time + ",")
                                .orElse("")
                        + " other rows have come to stand before this page: some may be missing or stand on two pages."
                        + " Begin with the first page, or ask for a time that is complete."));
    }
}
