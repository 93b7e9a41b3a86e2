package io.tillview.query.caching;

import static java.util.Objects.requireNonNull;

import io.tillview.query.CacheUse;
import io.tillview.query.RowSelection;
import io.tillview.query.answering.FoundRows;
import io.tillview.query.answering.QueryRunner;
import io.tillview.query.answering.RunOutcome;
import io.tillview.query.answering.RunOutcome.Rows;
import io.tillview.query.answering.WantedRows;
import io.tillview.query.caching.Keeping.Read;
import io.tillview.query.caching.KeptAnswer.Known;
import io.tillview.query.freshness.KnownFreshness;
import io.tillview.query.scoping.Portion;
import io.tillview.query.scoping.QueryScoper;
import io.tillview.query.scoping.ScopedSql;
import io.tillview.query.scoping.SelectedColumn;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Asks for all rows of a question in one. Safe for use by many threads. */
final class WholeReading {
    /** As many rows as the largest page takes: more aren't kept. */
    static final int MOST_ROWS = RowSelection.MAX_LIMIT + 1;

    private final QueryScoper scoper = new QueryScoper();
    private final RememberedKeys tooMany;
    private final QueryRunner runner;
    private final KnownFreshness freshness;
    private final Moments moments;
    private final Keeping keeping;
    private final LongSupplier nanos;

    WholeReading(QueryRunner runner, KnownFreshness freshness, Moments moments, Keeping keeping, LongSupplier nanos) {
        this.runner = requireNonNull(runner, "runner");
        this.freshness = requireNonNull(freshness, "freshness");
        this.moments = requireNonNull(moments, "moments");
        this.keeping = requireNonNull(keeping, "keeping");
        this.nanos = requireNonNull(nanos, "nanos");
        this.tooMany = new RememberedKeys(nanos);
    }

    /**
     * Asks.
     *
     * @param sql the SQL of the portion
     * @return empty if there are more rows than are kept
     */
    Optional<FoundRows> read(WantedRows wanted, AnswerKey key, ScopedSql sql) {
        boolean many = wanted.portion().maxRows() > MOST_ROWS;
        if (areTooMany(wanted, key)) {
            return Optional.empty();
        }
        Asking asking = asking(wanted, key);
        RunOutcome outcome = runner.run(many ? bounded(wanted) : sql);
        if (many && outcome instanceof Rows rows && rows.rows().size() >= MOST_ROWS) {
            tooMany.add(key);
            return Optional.empty();
        }
        return Optional.of(complete(asking, sql.columns(), outcome));
    }

    /**
     * Rows are about to be asked for.
     *
     * @param wanted which
     * @param key what they answer
     * @param before what was known of what is served
     * @param known since when they are known to be right, once they are read
     */
    record Asking(WantedRows wanted, AnswerKey key, Moment before, Known known) {}

    /** To be called before they are asked for. */
    Asking asking(WantedRows wanted, AnswerKey key) {
        Moment before = moments.now(wanted.scope(), wanted.subject());
        return new Asking(wanted, key, before, new Known(nanos.getAsLong(), freshness.of(wanted.datasource())));
    }

    /** Whether there are known to be more rows than are kept. */
    boolean areTooMany(WantedRows wanted, AnswerKey key) {
        return wanted.portion().maxRows() > MOST_ROWS && tooMany.contains(key);
    }

    /**
     * Keeps what was read.
     *
     * @param columns what stands at each position of a row
     * @param outcome all rows of the portion, in its order
     */
    FoundRows complete(Asking asking, List<SelectedColumn> columns, RunOutcome outcome) {
        if (outcome instanceof Rows rows) {
            Read read = new Read(asking.key(), columns, rows.rows(), asking.known(), false);
            keeping.keep(List.of(read), asking.wanted().scope(), asking.before(), rows.broker());
        }
        return new FoundRows(columns, outcome, asking.known().reach(), CacheUse.MISS);
    }

    private ScopedSql bounded(WantedRows wanted) {
        Portion portion = wanted.portion();
        Portion bounded = new Portion(portion.ordered(), portion.having(), MOST_ROWS, portion.series());
        return scoper.scope(
                wanted.query(), wanted.interval(), wanted.datasource(), bounded, wanted.scope(), wanted.subject());
    }
}
