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
import io.tillview.query.scoping.QueryScoper;
import io.tillview.query.scoping.ScopedSql;
import io.tillview.tenancy.OneMerchant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

    /** @param runner what runs the SQL */
    public QueryAnswerer(QueryRunner runner) {
        this.runner = Objects.requireNonNull(runner, "runner");
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
        List<Datasource> sources = SourceChoice.of(query, interval);
        ScopedSql sql = scoper.scope(query, interval, sources.get(0), scope, subject);
        RunOutcome outcome = runner.run(sql);
        // A rollup that hasn't begun is no reason to say "none" while the events themselves are there.
        for (int i = 1; i < sources.size() && outcome instanceof NoSuchDatasource; i++) {
            sql = scoper.scope(query, interval, sources.get(i), scope, subject);
            outcome = runner.run(sql);
        }
        if (outcome instanceof Rows rows) {
            return answered(query, sql, rows.rows(), List.of(), queryId, begun);
        }
        if (outcome instanceof NoSuchDatasource) {
            return answered(query, sql, List.of(), List.of(NO_DATA_YET), queryId, begun);
        }
        return notAnswered(outcome);
    }

    private static Answer answered(
            MerchantQuery query,
            ScopedSql sql,
            List<List<Object>> rows,
            List<Warning> warnings,
            String queryId,
            long begun) {
        boolean truncated = rows.size() > query.limit();
        ResultShaper shaper = new ResultShaper(query, sql.columns(), truncated ? rows.subList(0, query.limit()) : rows);
        List<Warning> all = new ArrayList<>(warnings);
        all.addAll(shaper.warnings());
        long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        return new Answer.Answered(new QueryResult(
                shaper.columns(),
                shaper.rows(),
                new Page(null, truncated),
                all,
                new Meta(queryId, sql.datasource().table(), tookMillis)));
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
