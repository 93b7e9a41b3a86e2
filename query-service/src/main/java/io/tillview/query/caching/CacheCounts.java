package io.tillview.query.caching;

import io.tillview.query.CacheUse;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** Counts what came of kept answers, since the start. Safe for use by many threads. */
final class CacheCounts {
    private final LongAdder hits = new LongAdder();
    private final LongAdder partials = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder stales = new LongAdder();
    private final LongAdder notKept = new LongAdder();
    private final LongAdder shared = new LongAdder();
    private final LongAdder together = new LongAdder();
    private final LongAdder piecesKept = new LongAdder();
    private final LongAdder piecesShared = new LongAdder();
    private final LongAdder piecesAsked = new LongAdder();
    private final LongAdder changedMeanwhile = new LongAdder();

    /** Rows were found; nothing for those that aren't kept here. */
    void answered(Optional<CacheUse> use) {
        use.ifPresentOrElse(
                known -> {
                    switch (known) {
                        case HIT -> hits.increment();
                        case PARTIAL -> partials.increment();
                        case MISS -> misses.increment();
                        case STALE -> stales.increment();
                    }
                },
                notKept::increment);
    }

    /** Somebody waited for what another was asking. */
    void shared() {
        shared.increment();
    }

    /** A statement that was for several questions brought the rows of so many. */
    void together(int questions) {
        together.add(questions);
    }

    /** Pieces of a question had been kept, and others were asked for. */
    void pieces(int kept, int asked) {
        piecesKept.add(kept);
        piecesAsked.add(asked);
    }

    /** So many of the pieces that had been kept, another replica had. */
    void foundShared(int pieces) {
        piecesShared.add(pieces);
    }

    /** Rows weren't kept, since other segments came to be served while they were read. */
    void changedMeanwhile() {
        changedMeanwhile.increment();
    }

    /** What was counted so far. */
    CacheStatistics.Counts soFar() {
        return new CacheStatistics.Counts(
                hits.sum(),
                partials.sum(),
                misses.sum(),
                stales.sum(),
                notKept.sum(),
                shared.sum(),
                together.sum(),
                piecesKept.sum(),
                piecesShared.sum(),
                piecesAsked.sum(),
                changedMeanwhile.sum());
    }
}
