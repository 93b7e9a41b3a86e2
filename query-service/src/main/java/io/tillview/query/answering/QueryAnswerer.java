package io.tillview.query.answering;

import io.tillview.query.Interval;
import io.tillview.query.MerchantQuery;
import io.tillview.query.ProblemType;
import io.tillview.query.QueryResult;
import io.tillview.query.QueryResult.Meta;
import io.tillview.query.QueryResult.Page;
import io.tillview.query.QueryResult.Warning;
import io.tillview.query.answering.RunOutcome.NoSuchDatasource;
import io.tillview.query.answering.RunOutcome.Overloaded;
import io.tillview.query.answering.RunOutcome.Rows;
import io.tillview.query.answering.RunOutcome.TimedOut;
import io.tillview.query.answering.RunOutcome.Unavailable;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.catalog.SourceChoice;
import io.tillview.query.freshness.Freshness;
import io.tillview.query.freshness.KnownFreshness;
import io.tillview.query.scoping.QueryScoper;
import io.tillview.query.scoping.ScopedSql;
import io.tillview.tenancy.OneMerchant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Answers questions.
 *
 * <p>Safe for use by many threads; blocks while the query runs.
 */
public final class QueryAnswerer {
    private static final Warning NO_DATA_YET =
            new Warning("no_data_yet", "Nothing has been ingested yet: these zeros say nothing about the shop.");

    private final QueryScoper scoper = new QueryScoper();
    private final QueryRunner runner;
    private final KnownFreshness freshness;

    /**
     * @param runner what runs the SQL
     * @param freshness how far the data reaches
     */
    public QueryAnswerer(QueryRunner runner, KnownFreshness freshness) {
        this.runner = Objects.requireNonNull(runner, "runner");
        this.freshness = Objects.requireNonNull(freshness, "freshness");
    }

    /**
     * Answers a question.
     *
     * @param query the question; its names are in the catalog
     * @param interval what its time range resolved to
     * @param scope whose rows may answer
     * @param subject who asks
     * @param queryId what this question is called in the log and the answer
     */
    public Answer answer(MerchantQuery query, Interval interval, OneMerchant scope, String subject, String queryId) {
        long begun = System.nanoTime();
        Asked asked = ask(query, interval, SourceChoice.of(query, interval), scope, subject);
        if (!asked.isAnswered()) {
            return notAnswered(asked.outcome());
        }
        Optional<Asked> total = Optional.empty();
        if (query.totals()) {
            // A question of its own: a distinct count over all is no sum of parts, and the limit has cut rows off.
            total = Optional.of(
                    ask(query.inOneRow(), interval, List.of(asked.sql().datasource()), scope, subject));
            if (!total.get().isAnswered()) {
                return notAnswered(total.get().outcome());
            }
        }
        return answered(asked, total, interval, queryId, begun);
    }

    /** A rollup that hasn't begun is no reason to say "none" while the events themselves are there. */
    private Asked ask(
            MerchantQuery query, Interval interval, List<Datasource> sources, OneMerchant scope, String subject) {
        Asked asked = null;
        for (Datasource source : sources) {
            ScopedSql sql = scoper.scope(query, interval, source, scope, subject);
            Freshness before = freshness.of(source);
            asked = new Asked(query, sql, before, runner.run(sql));
            if (!(asked.outcome() instanceof NoSuchDatasource)) {
                return asked;
            }
        }
        return asked;
    }

    private Answer answered(Asked asked, Optional<Asked> total, Interval interval, String queryId, long begun) {
        MerchantQuery query = asked.query();
        List<List<Object>> rows = asked.rows();
        boolean truncated = rows.size() > query.limit();
        ResultShaper shaper =
                new ResultShaper(query, asked.sql().columns(), truncated ? rows.subList(0, query.limit()) : rows);
        Set<Warning> warnings = new LinkedHashSet<>();
        if (asked.outcome() instanceof NoSuchDatasource) {
            warnings.add(NO_DATA_YET);
        }
        Datasource source = asked.sql().datasource();
        // A task may have been lost meanwhile: what was known before the query counts, and what is known after it, too.
        Freshness reach = asked.before().and(freshness.of(source));
        reach.dataFrom()
                .filter(from -> interval.from().isBefore(from))
                .ifPresent(from -> warnings.add(beforeData(from)));
        warnings.addAll(shaper.warnings());
        List<Object> totals = null;
        if (total.isPresent()) {
            ResultShaper whole = new ResultShaper(
                    total.get().query(),
                    total.get().sql().columns(),
                    total.get().rows());
            totals = new ArrayList<>(Collections.nCopies(
                    shaper.columns().size() - query.measures().size(), null));
            totals.addAll(whole.rows().get(0));
            warnings.addAll(whole.warnings());
        }
        long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        return new Answer.Answered(new QueryResult(
                shaper.columns(),
                shaper.rows(),
                totals,
                new Page(null, truncated),
                List.copyOf(warnings),
                new Meta(
                        queryId,
                        reach.dataThrough().orElse(null),
                        reach.dataFrom().orElse(null),
                        reach.completenessUpTo(interval.to()),
                        source.table(),
                        tookMillis)));
    }

    static Warning beforeData(Instant from) {
        return new Warning(
                "before_data", "The data begins at " + from + ": what was before that is missing here, not zero.");
    }

    /** A question, the SQL it became, how far the data reached before it ran, and what came of it. */
    private record Asked(MerchantQuery query, ScopedSql sql, Freshness before, RunOutcome outcome) {
        boolean isAnswered() {
            return outcome instanceof Rows || outcome instanceof NoSuchDatasource;
        }

        List<List<Object>> rows() {
            return outcome instanceof Rows some ? some.rows() : List.of();
        }
    }

    private static Answer notAnswered(RunOutcome outcome) {
        if (outcome instanceof TimedOut) {
            return new Answer.NotAnswered(
                    ProblemType.TIMED_OUT, "Ask for a shorter time range, a coarser grain or fewer measures.");
        }
        if (outcome instanceof Overloaded) {
            return new Answer.NotAnswered(ProblemType.OVERLOADED, "Try again in a moment.");
        }
        if (outcome instanceof Unavailable) {
            return new Answer.NotAnswered(ProblemType.UNAVAILABLE, "No Druid Broker answers. Try again in a moment.");
        }
        return new Answer.NotAnswered(ProblemType.INTERNAL, "The query could not be run; the log has its query id.");
    }
}
