package io.tillview.query.answering;

import io.tillview.query.CacheUse;
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
import io.tillview.query.scoping.SelectedColumn;
import io.tillview.tenancy.MerchantScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks Druid on one caller's behalf, for one answer. Used by one thread. */
final class Asker implements AutoCloseable {
    private final QueryScoper scoper = new QueryScoper();
    private final QueryRunner runner;
    private final KeptRows kept;
    private final KnownFreshness freshness;
    private final LargeAnswers largeAnswers;
    private final MerchantScope scope;
    private final String subject;
    private final Optional<Duration> maxStaleness;
    private final Set<CacheUse> uses = EnumSet.noneOf(CacheUse.class);
    private boolean large;

    Asker(
            QueryRunner runner,
            KeptRows kept,
            KnownFreshness freshness,
            LargeAnswers largeAnswers,
            MerchantScope scope,
            String subject,
            Optional<Duration> maxStaleness) {
        this.runner = runner;
        this.kept = kept;
        this.freshness = freshness;
        this.largeAnswers = largeAnswers;
        this.scope = scope;
        this.subject = subject;
        this.maxStaleness = maxStaleness;
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
            asked = ask(query, interval, source, portion);
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

    private Asked ask(MerchantQuery query, Interval interval, Datasource source, Portion portion) {
        Optional<FoundRows> found =
                kept.find(new WantedRows(query, interval, source, portion, scope, subject, maxStaleness));
        if (found.isPresent()) {
            uses.add(found.get().use());
            return new Asked(
                    query,
                    source,
                    found.get().columns(),
                    found.get().reach(),
                    found.get().outcome());
        }
        uses.add(CacheUse.MISS);
        ScopedSql sql = scoper.scope(query, interval, source, portion, scope, subject);
        Freshness before = freshness.of(source);
        return new Asked(query, source, sql.columns(), before, run(sql));
    }

    /** How much of all that was asked for had been kept. */
    CacheUse use() {
        if (uses.contains(CacheUse.STALE)) {
            return CacheUse.STALE;
        }
        return uses.size() == 1 ? uses.iterator().next() : CacheUse.PARTIAL;
    }

    /** Its rows are done with. */
    @Override
    public void close() {
        if (large) {
            large = false;
            largeAnswers.leave(scope);
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
            large = largeAnswers.enter(scope);
        }
        if (!large) {
            throw new NoAnswerException(NotAnswered.of(new RunOutcome.Overloaded()));
        }
    }

    /** A question, who answered, what stands where, how far the data reached before that, and what came of it: rows, or no datasource. */
    record Asked(
            MerchantQuery query,
            Datasource datasource,
            List<SelectedColumn> columns,
            Freshness before,
            RunOutcome outcome) {
        /** What Druid gave; of a question that always has one row, that row, even where there is no datasource yet. */
        RawRows raw() {
            RawRows raw = RawRows.of(columns, outcome instanceof Rows some ? some.rows() : List.of());
            return raw.size() == 0 && query.isOneRow() ? raw.with(List.of(raw.nothing())) : raw;
        }

        /** The datasource as a list, to ask the same one again. */
        List<Datasource> source() {
            return List.of(datasource);
        }
    }
}
