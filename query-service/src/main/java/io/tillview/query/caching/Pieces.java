package io.tillview.query.caching;

import static java.util.Objects.requireNonNull;

import io.tillview.query.Interval;
import io.tillview.query.MerchantQuery;
import io.tillview.query.answering.WantedRows;
import io.tillview.query.caching.KeptAnswer.Known;
import io.tillview.query.caching.KeptAnswer.Source;
import io.tillview.query.merging.Piece;
import io.tillview.query.merging.PieceCut;
import io.tillview.query.scoping.PieceColumns;
import io.tillview.query.scoping.PieceNumbers;
import io.tillview.query.scoping.PiecesScoper;
import io.tillview.query.scoping.ScopedSql;
import io.tillview.query.scoping.SelectedColumn;
import io.tillview.query.segments.Fingerprint;
import io.tillview.query.segments.Sighting;
import io.tillview.query.segments.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks for the pieces of questions among those that are kept. Safe for use by many threads. */
final class Pieces {
    /** It only stands in for a time: all that matters of the SQL is what isn't time. */
    private static final Interval SOME_TIME = new Interval(Instant.EPOCH, Instant.EPOCH.plus(Duration.ofDays(1)));

    private final PiecesScoper scoper = new PiecesScoper();
    private final AnswerStore store;
    private final SharedPieces shared;
    private final CacheCounts counts;
    private final Duration openLife;

    /**
     * @param shared those that other replicas have read
     * @param openLife how long a piece counts to which rows are being added
     */
    Pieces(AnswerStore store, SharedPieces shared, CacheCounts counts, Duration openLife) {
        this.store = requireNonNull(store, "store");
        this.shared = requireNonNull(shared, "shared");
        this.counts = requireNonNull(counts, "counts");
        this.openLife = requireNonNull(openLife, "openLife");
    }

    /**
     * A piece, and what is kept of it.
     *
     * @param key what its rows answer
     * @param standing what is served of it
     * @param kept its rows, if they are kept and right
     */
    record Part(AnswerKey key, Standing standing, Optional<KeptPart> kept) {
        private Part without() {
            return new Part(key, standing, Optional.empty());
        }

        private Part with(KeptPart rows) {
            return new Part(key, standing, Optional.of(rows));
        }
    }

    /** Rows, and since when they are known to be right. */
    record KeptPart(List<List<Object>> rows, Known known) {}

    /** What all pieces of a question have in common. */
    AnswerKey shape(WantedRows wanted) {
        MerchantQuery query = wanted.query();
        return AnswerKey.ofPieces(
                sql(wanted, PieceNumbers.of(List.of(SOME_TIME)), 1),
                SOME_TIME,
                query.grain() + " " + query.timeZone().getId());
    }

    /** The SQL for some of its pieces. */
    ScopedSql sql(WantedRows wanted, PieceNumbers pieces, int maxRows) {
        return scoper.scope(
                wanted.query(),
                pieces,
                wanted.datasource(),
                wanted.portion().series(),
                maxRows,
                wanted.scope(),
                wanted.subject());
    }

    /** A question's pieces, in order. */
    List<Part> of(WantedRows wanted, AnswerKey shape, Moment moment, Standing whole) {
        List<Part> parts = new ArrayList<>();
        for (Piece piece : PieceCut.of(wanted.interval(), wanted.query().timeZone(), whole.open())) {
            AnswerKey key = shape.about(piece.interval());
            Standing standing = moment.standing(key.datasource(), key.scope(), key.interval())
                    .orElseThrow();
            parts.add(new Part(
                    key,
                    standing,
                    kept(key, wanted, moment, standing, whole)
                            .or(() -> kept(key.nothing(), wanted, moment, standing, whole))));
        }
        if (!areOfOneMoment(parts)) {
            parts.replaceAll(part -> part.standing().isClosed() ? part : part.without());
        }
        findShared(wanted, moment, parts);
        int kept = (int) parts.stream().filter(part -> part.kept().isPresent()).count();
        counts.pieces(kept, parts.size() - kept);
        return parts;
    }

    /** What another replica has read is as good as read here, as long as the same segments are served. */
    private void findShared(WantedRows wanted, Moment moment, List<Part> parts) {
        Map<AnswerKey, Fingerprint> sought = new HashMap<>();
        for (Part part : parts) {
            if (part.kept().isEmpty() && part.standing().isClosed()) {
                sought.put(part.key(), part.standing().fingerprint());
            }
        }
        List<SelectedColumn> columns = PieceColumns.ofPiece(wanted.query());
        Map<AnswerKey, List<List<Object>>> found = shared.find(sought, columns);
        Sighting view = moment.view().orElseThrow();
        Known known = new Known(view.askedNanos(), moment.reach(wanted.datasource()));
        parts.replaceAll(part -> {
            List<List<Object>> rows = found.get(part.key());
            if (rows == null) {
                return part;
            }
            Optional<Source> source = Optional.of(Source.of(view.segments(), part.standing()));
            store.put(part.key(), new KeptAnswer(columns, rows, source, known));
            return part.with(new KeptPart(rows, known));
        });
        counts.foundShared(found.size());
    }

    /**
     * Whether all pieces to which rows are being added were read at the same time: else the later one may have an event that came
     * after one that the earlier one lacks.
     */
    private static boolean areOfOneMoment(List<Part> parts) {
        return parts.stream()
                        .filter(part -> !part.standing().isClosed())
                        .map(part -> part.kept().map(kept -> kept.known().nanos()))
                        .distinct()
                        .count()
                <= 1;
    }

    private Optional<KeptPart> kept(
            AnswerKey key, WantedRows wanted, Moment moment, Standing standing, Standing whole) {
        Duration life = wanted.lifeOf(openLife);
        return store.get(key)
                .flatMap(answer -> moment.known(answer, standing, key.datasource(), life, whole.changedAt())
                        .map(known -> new KeptPart(answer.rows(), known)));
    }
}
