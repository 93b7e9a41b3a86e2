package io.tillview.query.caching;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tillview.query.CacheUse;
import io.tillview.query.Interval;
import io.tillview.query.answering.FoundRows;
import io.tillview.query.answering.QueryRunner;
import io.tillview.query.answering.RunOutcome;
import io.tillview.query.answering.RunOutcome.Rows;
import io.tillview.query.answering.WantedRows;
import io.tillview.query.caching.Keeping.Read;
import io.tillview.query.caching.KeptAnswer.Known;
import io.tillview.query.caching.KeptAnswer.Source;
import io.tillview.query.freshness.Freshness;
import io.tillview.query.freshness.KnownFreshness;
import io.tillview.query.merging.PieceCut;
import io.tillview.query.merging.RowMerger;
import io.tillview.query.scoping.PiecesScoper;
import io.tillview.query.scoping.ScopedSql;
import io.tillview.query.scoping.SelectedColumn;
import io.tillview.query.segments.Sighting;
import io.tillview.query.segments.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Puts rows together from pieces of time. Those that are closed are kept for as long as their segments are served, and shared by every
 * question about them; those that rows are being added to count for a moment. What is missing is asked for in one statement. Safe for
 * use by many threads.
 */
final class PieceReading {
    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final int TOO_MANY_REMEMBERED = 10_000;

    private final PiecesScoper scoper = new PiecesScoper();
    private final Cache<AnswerKey, Boolean> tooMany;
    private final AnswerStore store;
    private final QueryRunner runner;
    private final KnownFreshness freshness;
    private final Moments moments;
    private final Keeping keeping;
    private final CacheCounts counts;
    private final LongSupplier nanos;
    private final Duration openLife;

    PieceReading(
            AnswerStore store,
            QueryRunner runner,
            KnownFreshness freshness,
            Moments moments,
            Keeping keeping,
            CacheCounts counts,
            LongSupplier nanos,
            Duration openLife) {
        this.store = requireNonNull(store, "store");
        this.runner = requireNonNull(runner, "runner");
        this.freshness = requireNonNull(freshness, "freshness");
        this.moments = requireNonNull(moments, "moments");
        this.keeping = requireNonNull(keeping, "keeping");
        this.counts = requireNonNull(counts, "counts");
        this.nanos = requireNonNull(nanos, "nanos");
        this.openLife = requireNonNull(openLife, "openLife");
        this.tooMany = Caffeine.newBuilder()
                .maximumSize(TOO_MANY_REMEMBERED)
                .expireAfterWrite(REMEMBERED)
                .ticker(nanos::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    /** What came of it. */
    sealed interface Outcome {}

    /** The rows, or why there are none. */
    record PutTogether(FoundRows found) implements Outcome {}

    /** Other segments came to be served meanwhile: part of it would show what another part doesn't. */
    record Changed() implements Outcome {}

    /** This question isn't put together. */
    record NotInPieces() implements Outcome {}
}
