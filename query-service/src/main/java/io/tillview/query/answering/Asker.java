package io.tillview.query.answering;

import io.tillview.query.Interval;
import io.tillview.query.MerchantQuery;
import io.tillview.query.answering.Answer.NotAnswered;
import io.tillview.query.answering.RunOutcome.NoSuchDatasource;
import io.tillview.query.answering.RunOutcome.Refused;
import io.tillview.query.answering.RunOutcome.Rows;
import io.tillview.query.catalog.Audience;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.catalog.SourceChoice;
import io.tillview.query.freshness.Freshness;
import io.tillview.query.freshness.KnownFreshness;
import io.tillview.query.scoping.Portion;
import io.tillview.query.scoping.QueryScoper;
import io.tillview.query.scoping.ScopedSql;
import io.tillview.tenancy.MerchantScope;
import java.util.ArrayList;
import java.util.List;

/** Asks Druid on one caller's behalf, for one answer. Used by one thread. */
final class Asker implements AutoCloseable {
    private final QueryScoper scoper = new QueryScoper();
    private final QueryRunner runner;
    private final KnownFreshness freshness;
    private final LargeAnswers largeAnswers;
    private final MerchantScope scope;
    private final String subject;
    private boolean large;

    Asker(
            QueryRunner runner,
            KnownFreshness freshness,
            LargeAnswers largeAnswers,
            MerchantScope scope,
            String subject) {
        this.runner = runner;
        this.freshness = freshness;
        this.largeAnswers = largeAnswers;
        this.scope = scope;
        this.subject = subject;
    }

    /** Who can answer a question about a time, the cheapest first; never none. */
    List<Datasource> sources(MerchantQuery query, Interval interval) {
        return SourceChoice.of(query, interval, Audience.of(scope));
    }

    /**
     * Asks for some rows of a question.
     *
     * @param sources who can answer, in the order in which they are asked until one is there: a rollup that hasn't begun is no
     *     reason to say "none" while the events themselves are there; at least one
     * @throws NoAnswerException if none has rows to give or is missing
     */
    Asked ask(MerchantQuery query, Interval interval, List<Datasource> sources, Portion portion) {
        Asked asked = null;
        for (Datasource source : sources) {
            ScopedSql sql = scoper.scope(query, interval, source, portion, scope, subject);
            Freshness before = freshness.of(source);
            asked = new Asked(query, sql, before, run(sql));
            if (!(asked.outcome() instanceof NoSuchDatasource)) {
                break;
            }
        }
        if (asked.outcome() instanceof Rows || asked.outcome() instanceof NoSuchDatasource) {
            return asked;
        }
        throw new NoAnswerException(
                asked.outcome() instanceof Refused
                        ? NotAnswered.tooLarge(query.dimensions().isEmpty() ? "timeRange" : "dimensions")
                        : NotAnswered.of(asked.outcome()));
    }

    /** Its rows are done with. */
    @Override
    public void close() {
        if (large) {
            large = false;
            largeAnswers.leave();
        }
    }

    /** Takes rows as they come, so that those of a large answer wait outside until there is room for them. */
    private RunOutcome run(ScopedSql sql) {
        if (sql.maxRows() <= LargeAnswers.LARGE) {
            return runner.run(sql);
        }
        List<List<Object>> rows = new ArrayList<>();
        RunOutcome outcome = runner.stream(sql, row -> {
            if (rows.size() == LargeAnswers.LARGE) {
                enterLarge();
            }
            rows.add(row);
        });
        return outcome instanceof RunOutcome.Streamed streamed ? new Rows(rows, streamed.broker()) : outcome;
    }

    private void enterLarge() {
        if (!large) {
            large = largeAnswers.enter();
        }
        if (!large) {
            throw new NoAnswerException(NotAnswered.of(new RunOutcome.Overloaded()));
        }
    }

    /** A question, the SQL it became, how far the data reached before it ran, and what came of it: rows, or no datasource. */
    record Asked(MerchantQuery query, ScopedSql sql, Freshness before, RunOutcome outcome) {
        /** What Druid gave; of a question that always has one row, that row, even where there is no datasource yet. */
        RawRows raw() {
            RawRows raw = RawRows.of(sql, outcome instanceof Rows some ? some.rows() : List.of());
            return raw.size() == 0 && query.isOneRow() ? raw.with(List.of(raw.nothing())) : raw;
        }

        /** The datasource as a list, to ask the same one again. */
        List<Datasource> source() {
            return List.of(sql.datasource());
        }
    }
}
