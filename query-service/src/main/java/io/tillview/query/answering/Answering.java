package io.tillview.query.answering;

import io.tillview.query.Interval;
import io.tillview.query.MerchantQuery;
import io.tillview.query.QueryResult;
import io.tillview.query.QueryResult.Comparison;
import io.tillview.query.QueryResult.Meta;
import io.tillview.query.QueryResult.Page;
import io.tillview.query.QueryResult.Range;
import io.tillview.query.QueryResult.Warning;
import io.tillview.query.Question;
import io.tillview.query.answering.Answer.NotAnswered;
import io.tillview.query.answering.Asker.Asked;
import io.tillview.query.answering.RowSelector.Selected;
import io.tillview.query.answering.RowSelector.Selection;
import io.tillview.query.answering.RowSelector.TooMany;
import io.tillview.query.answering.RunOutcome.NoSuchDatasource;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.freshness.Freshness;
import io.tillview.query.freshness.KnownFreshness;
import io.tillview.query.paging.PageStart;
import io.tillview.query.paging.SeenRows;
import io.tillview.query.scoping.Portion;
import io.tillview.query.scoping.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The work on one answer. Used by one thread, once. */
final class Answering {
    private static final Warning NO_DATA_YET =
            new Warning("no_data_yet", "Nothing has been ingested yet: these zeros say nothing about the shop.");
    private static final Warning LAST_PAGE = new Warning(
            "no_further_pages",
            "There are more rows, but pages end after " + AnswerLimits.MAX_ROWS_OF_ALL_PAGES
                    + ": filter, or ask for less time.");

    private final Question question;
    private final MerchantQuery query;
    private final Interval interval;
    private final PageStart start;
    private final Asker asker;
    private final KnownFreshness freshness;
    private final Set<Warning> warnings = new LinkedHashSet<>();
    private Optional<String> currency = Optional.empty();

    Answering(Question question, PageStart start, Asker asker, KnownFreshness freshness) {
        this.question = question;
        this.query = question.query();
        this.interval = question.interval();
        this.start = start;
        this.asker = asker;
        this.freshness = freshness;
    }

    /**
     * Where a page ended.
     *
     * @param end how many rows there are up to its last
     * @param seen which
     * @param dataThrough how far the data reached
     */
    record PageEnd(int end, SeenRows seen, Optional<Instant> dataThrough) {}

    /**
     * Does it.
     *
     * @param queryId what the question is called
     * @param begun when it came in
     * @param tokens gives the token for the page after one
     * @throws NoAnswerException if there is no answer
     */
    Answer answer(String queryId, long begun, Function<PageEnd, String> tokens) {
        Asked asked = ask();
        PageCut page = page(asked);
        ResultShaper shaper = new ResultShaper(query, page.rows(), currency);
        Datasource source = asked.datasource();
        // A task may have been lost meanwhile: what was known before the query counts, and what is known after it, too.
        Freshness reach = asked.before().and(freshness.of(source));
        if (asked.outcome() instanceof NoSuchDatasource) {
            warnings.add(NO_DATA_YET);
        }
        warnIfBefore(reach, interval);
        warnings.addAll(shaper.warnings());
        int keys = shaper.columns().size() - query.measures().size();
        Optional<RawRows> total =
                query.extras().totals() ? Optional.of(total(interval, asked.source())) : Optional.empty();
        List<Object> totals = total.map(row -> totals(row, keys)).orElse(null);
        Comparison comparison = question.comparison()
                .map(other -> compared(page.rows(), total, other))
                .orElse(null);
        page.moved().ifPresent(warnings::add);
        boolean goesOn = page.canGoOn(query);
        if (!page.isLast() && !goesOn) {
            warnings.add(LAST_PAGE);
        }
        String nextPage = goesOn ? tokens.apply(new PageEnd(page.end(), page.seen(), reach.dataThrough())) : null;
        return new Answer.Answered(new QueryResult(
                shaper.columns(),
                shaper.rows(),
                comparison,
                totals,
                new Page(nextPage, !page.isLast()),
                List.copyOf(warnings),
                new Meta(
                        queryId,
                        reach.dataThrough().orElse(null),
                        reach.dataFrom().orElse(null),
                        reach.completenessUpTo(interval.to()),
                        asker.use(),
                        source.table(),
                        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun))));
    }

    private Asked ask() {
        List<Datasource> sources = asker.sources(query, interval);
        if (query.rows().limitPerTime().isEmpty()) {
            return asker.ask(query, interval, sources, portion());
        }
        MerchantQuery top = TopSeries.question(query);
        Asked leading =
                asker.ask(top, interval, sources, Portion.first(top.rows().limit()));
        List<Series> series = TopSeries.of(query, leading.raw());
        // Where none lead there is nothing in the range, and no more than a row or two can have come since.
        return asker.ask(
                query,
                interval,
                leading.source(),
                series.isEmpty() ? portion() : portion().of(series));
    }

    private Portion portion() {
        return NeededPortion.ofMain(query, start);
    }

    private PageCut page(Asked asked) {
        if (!RowSelector.isNeeded(query)) {
            return PageCut.cut(query, start, asked.raw());
        }
        Selection selection = RowSelector.select(query, interval, asked.raw());
        if (selection instanceof TooMany tooMany) {
            throw new NoAnswerException(
                    NotAnswered.invalid(query.rows().fillGaps() ? "fillGaps" : "having", tooMany.detail()));
        }
        Selected selected = (Selected) selection;
        warnings.addAll(selected.warnings());
        currency = selected.currency();
        return PageCut.cut(query, start, selected.rows());
    }

    /** A question of its own: a distinct count over all is no sum of parts, and the limit has cut rows off. */
    private RawRows total(Interval time, List<Datasource> sources) {
        return asker.ask(query.inOneRow(), time, sources, NeededPortion.ofTotal())
                .raw();
    }

    private List<Object> totals(RawRows total, int keys) {
        ResultShaper whole = new ResultShaper(query.inOneRow(), total, currency);
        warnings.addAll(whole.warnings());
        List<Object> totals = new ArrayList<>(Collections.nCopies(keys, null));
        totals.addAll(whole.rows().get(0));
        return totals;
    }

    private Comparison compared(RawRows main, Optional<RawRows> total, Interval other) {
        List<Datasource> sources = asker.sources(query, other);
        Portion portion = NeededPortion.ofComparison();
        List<Series> series = main.rows().stream()
                .map(row -> main.series(row, query.dimensions()))
                .distinct()
                .limit(Portion.MAX_SERIES + 1L)
                .toList();
        boolean few = !query.dimensions().isEmpty() && !series.isEmpty() && series.size() <= Portion.MAX_SERIES;
        Asked asked = asker.ask(query, other, sources, few ? portion.of(series) : portion);
        RawRows compared = asked.raw();
        if (compared.size() > AnswerLimits.MAX_ROWS_CHOSEN) {
            throw new NoAnswerException(
                    NotAnswered.invalid(
                            "compareTo",
                            "The range it is compared to comes to more than " + AnswerLimits.MAX_ROWS_CHOSEN
                                    + " rows, the most there can be: filter, name fewer dimensions, a coarser grain or less time."));
        }
        ComparisonRows rows = new ComparisonRows(query, interval, other, main, currency, compared);
        warnIfBefore(freshness.of(asked.datasource()), other);
        warnings.addAll(rows.warnings());
        List<Object> totals = total.map(row -> comparedTotals(row, rows, asked.source(), other))
                .orElse(null);
        Range range = new Range(
                ResultShaper.end(other.from(), query.timeZone()), ResultShaper.end(other.to(), query.timeZone()));
        return new Comparison(range, rows.columns(), rows.rows(), totals);
    }

    private List<Object> comparedTotals(RawRows total, ComparisonRows rows, List<Datasource> sources, Interval other) {
        ComparisonRows whole =
                new ComparisonRows(query.inOneRow(), interval, other, total, currency, total(other, sources));
        warnings.addAll(whole.warnings());
        List<Object> measures = whole.rows().get(0);
        List<Object> totals = new ArrayList<>(Collections.nCopies(rows.columns().size() - measures.size(), null));
        totals.addAll(measures);
        return totals;
    }

    private void warnIfBefore(Freshness reach, Interval time) {
        reach.dataFrom().filter(from -> time.from().isBefore(from)).ifPresent(from -> warnings.add(beforeData(from)));
    }

    static Warning beforeData(Instant from) {
        return new Warning(
                "before_data", "The data begins at " + from + ": what was before that is missing here, not zero.");
    }
}
