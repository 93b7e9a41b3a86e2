package io.tillview.query.caching;

import static java.util.Objects.requireNonNull;

import io.tillview.query.caching.KeptAnswer.Known;
import io.tillview.query.caching.KeptAnswer.Source;
import io.tillview.query.scoping.SelectedColumn;
import io.tillview.query.segments.Sighting;
import io.tillview.query.segments.Standing;
import io.tillview.tenancy.MerchantScope;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps rows once it is certain what they were read from: the Broker is asked what it serves after they were read, and only if that is
 * what it served before, without a change in between, do they stand for it. A segment that was gone for a moment is such a change.
 *
 * <p>Where the Broker doesn't say anything, rows are what an uncached question got, and are kept as that: for questions that may be
 * answered with old ones, as long as it is silent. Where something has changed they aren't kept: while segments are replaced, rows can
 * be missing for a moment. Safe for use by many threads.
 */
final class Keeping {
    private static final Logger LOG = LoggerFactory.getLogger(Keeping.class);

    private final AnswerStore store;
    private final SharedPieces shared;
    private final Moments moments;
    private final CacheCounts counts;

    Keeping(AnswerStore store, SharedPieces shared, Moments moments, CacheCounts counts) {
        this.store = requireNonNull(store, "store");
        this.shared = requireNonNull(shared, "shared");
        this.moments = requireNonNull(moments, "moments");
        this.counts = requireNonNull(counts, "counts");
    }

    /**
     * Rows that were read.
     *
     * @param key what they answer
     * @param columns what stands at each position of a row
     * @param rows the rows
     * @param known when they were read, and how far the data reached then
     * @param piece whether they are those of a piece, which other replicas have a use for, too
     */
    record Read(AnswerKey key, List<SelectedColumn> columns, List<List<Object>> rows, Known known, boolean piece) {}

    /** Keeps rows, some time later, if it can be said what they were read from. Returns at once. */
    void keep(List<Read> reads, MerchantScope scope, Moment before, Optional<URI> broker) {
        if (before.view().isEmpty() || !broker.equals(Optional.of(before.home()))) {
            reads.forEach(read -> keep(read, Optional.empty()));
            return;
        }
        moments.later(before)
                .thenAccept(later -> reads.forEach(read -> keep(read, scope, before, later)))
                .exceptionally(e -> {
                    LOG.error("Rows could not be kept.", e);
                    return null;
                });
    }

    /** Keeps rows of which it is known what they were read from. */
    void keep(Read read, Optional<Source> source) {
        store.put(read.key(), new KeptAnswer(read.columns(), read.rows(), source, read.known()));
        source.filter(from -> read.piece() && !from.open())
                .ifPresent(from -> shared.share(read.key(), from.fingerprint(), read.columns(), read.rows()));
    }

    private void keep(Read read, MerchantScope scope, Moment before, Optional<Sighting> later) {
        AnswerKey key = read.key();
        if (later.isEmpty()) {
            keep(read, Optional.empty());
        } else if (before.isUnchanged(later, key.datasource(), scope, key.interval())) {
            Standing standing =
                    before.standing(key.datasource(), scope, key.interval()).orElseThrow();
            keep(read, Optional.of(Source.of(before.view().orElseThrow().segments(), standing)));
        } else {
            // Perhaps rows were missing for a moment; what was kept before is better than that.
            counts.changedMeanwhile();
        }
    }
}
