package io.tillview.query.caching;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tillview.query.CacheUse;
import io.tillview.query.RowSelection;
import io.tillview.query.answering.FoundRows;
import io.tillview.query.answering.QueryRunner;
import io.tillview.query.answering.RunOutcome;
import io.tillview.query.answering.RunOutcome.Rows;
import io.tillview.query.answering.WantedRows;
import io.tillview.query.caching.Keeping.Read;
import io.tillview.query.caching.KeptAnswer.Known;
import io.tillview.query.freshness.Freshness;
import io.tillview.query.freshness.KnownFreshness;
import io.tillview.query.scoping.Portion;
import io.tillview.query.scoping.QueryScoper;
import io.tillview.query.scoping.ScopedSql;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Asks for all rows of a question in one. Safe for use by many threads. */
final class WholeReading {
    /** As many rows as the largest page takes: more aren't kept. */
    static final int MOST_ROWS = RowSelection.MAX_LIMIT + 1;

    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final int TOO_MANY_REMEMBERED = 10_000;

    private final QueryScoper scoper = new QueryScoper();
    private final Cache<AnswerKey, Boolean> tooMany;
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
        this.tooMany = Caffeine.newBuilder()
                .maximumSize(TOO_MANY_REMEMBERED)
                .expireAfterWrite(REMEMBERED)
                .ticker(nanos::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    /**
     * Asks.
     *
     * @param sql the SQL of the portion
     * @return empty if there are more rows than are kept
     */
    Optional<FoundRows> read(WantedRows wanted, AnswerKey key, ScopedSql sql) {
        boolean many = wanted.portion().maxRows() > MOST_ROWS;
        if (many && tooMany.getIfPresent(key) != null) {
            return Optional.empty();
        }
        Moment before = moments.now(wanted.scope(), wanted.subject());
        Freshness reach = freshness.of(wanted.datasource());
        Known known = new Known(nanos.getAsLong(), reach);
        RunOutcome outcome = runner.run(many ? bounded(wanted) : sql);
        if (outcome instanceof Rows rows) {
            if (many && rows.rows().size() >= MOST_ROWS) {
                tooMany.put(key, true);
                return Optional.empty();
            }
            keeping.keep(
                    List.of(new Read(key, sql.columns(), rows.rows(), known)), wanted.scope(), before, rows.broker());
        }
        return Optional.of(new FoundRows(sql.columns(), outcome, reach, CacheUse.MISS));
    }

    private ScopedSql bounded(WantedRows wanted) {
        Portion portion = wanted.portion();
        Portion bounded = new Portion(portion.ordered(), portion.having(), MOST_ROWS, portion.series());
        return scoper.scope(
                wanted.query(), wanted.interval(), wanted.datasource(), bounded, wanted.scope(), wanted.subject());
    }
}
