package io.tillview.query.caching;

import static java.util.Objects.requireNonNull;

import io.tillview.query.CacheUse;
import io.tillview.query.answering.FoundRows;
import io.tillview.query.answering.JointAsking;
import io.tillview.query.answering.KeptRows;
import io.tillview.query.answering.QueryRunner;
import io.tillview.query.answering.RunOutcome;
import io.tillview.query.answering.WantedRows;
import io.tillview.query.caching.KeptAnswer.Known;
import io.tillview.query.freshness.KnownFreshness;
import io.tillview.query.scoping.QueryScoper;
import io.tillview.query.scoping.ScopedSql;
import io.tillview.query.segments.SegmentWatch;
import io.tillview.query.segments.Standing;
import io.tillview.tenancy.MerchantScope;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Finds rows among those that were kept. Rows count as long as the segments they were read from are those that are served, by what the
 * Broker said last; rows that were read while others were being added, for a moment. Where the Broker hasn't said anything for too
 * long, nobody can tell, and rows count only for a question that may be answered with old ones.
 *
 * <p>What many ask at the same time is asked once. Safe for use by many threads.
 */
public final class CachedRows implements KeptRows, JointAsking {
    private final QueryScoper scoper = new QueryScoper();
    private final AnswerStore store;
    private final SharedPieces shared;
    private final Moments moments;
    private final Flights flights;
    private final Reading reading;
    private final JointReading joint;
    private final Refreshes refreshes;
    private final CacheCounts counts;
    private final LongSupplier nanos;
    private final Duration openLife;

    /**
     * A cache.
     *
     * @param runner runs the SQL for what isn't kept
     * @param watch knows what the Brokers serve
     * @param freshness knows how far the data reaches
     * @param sharing what replicas share
     * @param limits what is kept, and for how long
     * @param nanos the watch's ticker
     * @param background does what nobody waits for; may reject what is too much
     */
    public static CachedRows over(
            QueryRunner runner,
            SegmentWatch watch,
            KnownFreshness freshness,
            Sharing sharing,
            CacheLimits limits,
            LongSupplier nanos,
            Executor background) {
        CacheCounts counts = new CacheCounts();
        AnswerStore store = new AnswerStore(limits.bytes(), nanos, Runnable::run);
        Moments moments = new Moments(watch, nanos, limits.viewTolerance());
        SharedPieces shared = new SharedPieces(sharing.store(), sharing.secret(), background);
        Keeping keeping = new Keeping(store, shared, moments, counts);
        WholeReading whole = new WholeReading(runner, freshness, moments, keeping, nanos);
        Pieces pieces = new Pieces(store, shared, counts, limits.openLife());
        PieceReading inPieces = new PieceReading(pieces, runner, freshness, moments, keeping, counts, nanos);
        Flights flights = new Flights(counts, nanos);
        return new CachedRows(
                store,
                shared,
                moments,
                flights,
                new Reading(moments, inPieces, whole),
                new JointReading(moments, inPieces, whole, flights, runner, counts, nanos),
                new Refreshes(background),
                counts,
                nanos,
                limits.openLife());
    }

    private CachedRows(
            AnswerStore store,
            SharedPieces shared,
            Moments moments,
            Flights flights,
            Reading reading,
            JointReading joint,
            Refreshes refreshes,
            CacheCounts counts,
            LongSupplier nanos,
            Duration openLife) {
        this.store = requireNonNull(store, "store");
        this.shared = requireNonNull(shared, "shared");
        this.moments = requireNonNull(moments, "moments");
        this.flights = requireNonNull(flights, "flights");
        this.reading = requireNonNull(reading, "reading");
        this.joint = requireNonNull(joint, "joint");
        this.refreshes = requireNonNull(refreshes, "refreshes");
        this.counts = requireNonNull(counts, "counts");
        this.nanos = requireNonNull(nanos, "nanos");
        this.openLife = requireNonNull(openLife, "openLife");
    }

    @Override
    public Optional<FoundRows> find(WantedRows wanted) {
        ScopedSql sql = sql(wanted);
        AnswerKey key = AnswerKey.ofWhole(sql, wanted.interval());
        Optional<FoundRows> found = store.get(key)
                .flatMap(kept -> current(kept, wanted).or(() -> stale(kept, wanted, key, sql)))
                .or(() -> asked(wanted, key, sql));
        counts.answered(found.map(FoundRows::use));
        return found;
    }

    @Override
    public KeptRows ask(List<WantedRows> wanted) {
        Map<AnswerKey, WantedRows> missing = new LinkedHashMap<>();
        for (WantedRows one : wanted) {
            AnswerKey key = key(one);
            if (!isKept(key, one)) {
                missing.put(key, one);
            }
        }
        Map<AnswerKey, FoundRows> asked = missing.size() > 1 ? joint.read(missing) : Map.of();
        return one -> {
            Optional<FoundRows> found = asked.isEmpty() ? Optional.empty() : Optional.ofNullable(asked.get(key(one)));
            found.ifPresent(rows -> counts.answered(Optional.of(rows.use())));
            return found;
        };
    }

    /** How it is doing. */
    public CacheStatistics statistics() {
        return new CacheStatistics(store.size(), store.weight(), store.evictions(), counts.soFar());
    }

    /**
     * Forgets all that is kept of a scope's rows, and of all merchants' together, here and in the store that replicas share. What is
     * being read now may be kept once more.
     *
     * @throws SharedStoreUnavailableException if that may still have them
     */
    public void purge(MerchantScope scope) {
        store.purge(scope);
        shared.purge(scope);
    }

    private ScopedSql sql(WantedRows wanted) {
        return scoper.scope(
                wanted.query(),
                wanted.interval(),
                wanted.datasource(),
                wanted.portion(),
                wanted.scope(),
                wanted.subject());
    }

    private AnswerKey key(WantedRows wanted) {
        return AnswerKey.ofWhole(sql(wanted), wanted.interval());
    }

    private boolean isKept(AnswerKey key, WantedRows wanted) {
        return store.get(key)
                .filter(kept -> mayBeOld(kept, wanted) || current(kept, wanted).isPresent())
                .isPresent();
    }

    /** Rows of which it isn't known what they were read from serve only as long as nobody says what is served. */
    private boolean mayBeOld(KeptAnswer kept, WantedRows wanted) {
        boolean blind = moments.now(wanted.scope(), wanted.subject()).view().isEmpty();
        long age = nanos.getAsLong() - kept.known().nanos();
        return (blind || kept.source().isPresent())
                && wanted.maxStaleness().filter(most -> age <= most.toNanos()).isPresent();
    }

    private Optional<FoundRows> current(KeptAnswer kept, WantedRows wanted) {
        Moment moment = moments.now(wanted.scope(), wanted.subject());
        Optional<Standing> standing = moment.standing(wanted.datasource(), wanted.scope(), wanted.interval());
        return standing.flatMap(
                        now -> moment.known(kept, now, wanted.datasource(), wanted.lifeOf(openLife), now.changedAt()))
                .map(known -> found(kept, known, CacheUse.HIT));
    }

    private Optional<FoundRows> stale(KeptAnswer kept, WantedRows wanted, AnswerKey key, ScopedSql sql) {
        if (!mayBeOld(kept, wanted)) {
            return Optional.empty();
        }
        if (!flights.isUnderWay(key)) {
            refreshes.refresh(key, () -> asked(wanted, key, sql));
        }
        return Optional.of(found(kept, kept.known(), CacheUse.STALE));
    }

    private Optional<FoundRows> asked(WantedRows wanted, AnswerKey key, ScopedSql sql) {
        return flights.fly(key, wanted.lifeOf(openLife), () -> reading.read(wanted, key, sql));
    }

    private static FoundRows found(KeptAnswer kept, Known known, CacheUse use) {
        List<List<Object>> rows = kept.rows();
        return new FoundRows(kept.columns(), new RunOutcome.Rows(rows), known.reach(), use);
    }
}
