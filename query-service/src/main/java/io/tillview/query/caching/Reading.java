package io.tillview.query.caching;

import static java.util.Objects.requireNonNull;

import io.tillview.query.answering.FoundRows;
import io.tillview.query.answering.WantedRows;
import io.tillview.query.caching.PieceReading.Changed;
import io.tillview.query.caching.PieceReading.Outcome;
import io.tillview.query.caching.PieceReading.PutTogether;
import io.tillview.query.scoping.ScopedSql;
import io.tillview.query.segments.Standing;
import java.util.Optional;

/** Gets rows that aren't kept: in pieces, of which some may be kept, or whole. Safe for use by many threads. */
final class Reading {
    /** How often a question is put together anew because segments changed meanwhile, before it is asked whole. */
    private static final int TRIES = 3;

    private final Moments moments;
    private final PieceReading pieces;
    private final WholeReading whole;

    Reading(Moments moments, PieceReading pieces, WholeReading whole) {
        this.moments = requireNonNull(moments, "moments");
        this.pieces = requireNonNull(pieces, "pieces");
        this.whole = requireNonNull(whole, "whole");
    }

    /**
     * Gets them.
     *
     * @param sql the SQL for all of them
     * @return empty if there are more than are kept
     */
    Optional<FoundRows> read(WantedRows wanted, AnswerKey key, ScopedSql sql) {
        for (int i = 0; i < TRIES; i++) {
            Moment moment = moments.now(wanted.scope(), wanted.subject());
            Optional<Standing> standing = moment.standing(wanted.datasource(), wanted.scope(), wanted.interval());
            if (standing.isEmpty()) {
                break;
            }
            Outcome outcome = pieces.read(wanted, key, moment, standing.get());
            if (outcome instanceof PutTogether done) {
                return Optional.of(done.found());
            }
            if (!(outcome instanceof Changed)) {
                break;
            }
        }
        return whole.read(wanted, key, sql);
    }
}
