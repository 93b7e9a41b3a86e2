package io.tillview.query.answering;

import io.tillview.query.Interval;
import io.tillview.query.MerchantQuery;
import io.tillview.query.Question;
import io.tillview.query.catalog.Audience;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.catalog.SourceChoice;
import io.tillview.query.paging.PageStart.First;
import io.tillview.query.scoping.Portion;
import io.tillview.tenancy.MerchantScope;
import java.util.ArrayList;
import java.util.List;

/**
 * Which rows an answer is certain to need, whatever others hold. What it needs besides is asked for when it is made; a wrong guess would
 * cost time, and could make no answer wrong.
 */
final class RowsAhead {
    private final MerchantScope scope;
    private final String subject;
    private final List<WantedRows> rows = new ArrayList<>();

    private RowsAhead(MerchantScope scope, String subject) {
        this.scope = scope;
        this.subject = subject;
    }

    /** The rows of a question's first page; none of a later one. */
    static List<WantedRows> of(Question question, MerchantScope scope, String subject) {
        RowsAhead ahead = new RowsAhead(scope, subject);
        if (question.pageToken().isEmpty()) {
            ahead.add(question);
        }
        return ahead.rows;
    }

    private void add(Question question) {
        MerchantQuery query = question.query();
        if (query.rows().limitPerTime().isPresent()) {
            MerchantQuery top = TopSeries.question(query);
            add(top, question.interval(), query, Portion.first(top.rows().limit()));
        } else {
            add(query, question.interval(), query, NeededPortion.ofMain(query, new First()));
        }
        // Which series are compared is known once there are some.
        question.comparison()
                .filter(other -> query.dimensions().isEmpty())
                .ifPresent(other -> add(query, other, query, NeededPortion.ofComparison()));
        if (query.extras().totals()) {
            add(query.inOneRow(), question.interval(), query, NeededPortion.ofTotal());
            question.comparison().ifPresent(other -> add(query.inOneRow(), other, query, NeededPortion.ofTotal()));
        }
    }

    /** From where it is asked for first: the rest of a question is asked where its first part is. */
    private void add(MerchantQuery query, Interval interval, MerchantQuery asked, Portion portion) {
        Datasource source = SourceChoice.of(asked, interval, Audience.of(scope)).get(0);
        rows.add(new WantedRows(
                query, interval, source, portion, scope, subject, asked.extras().maxStaleness()));
    }
}
