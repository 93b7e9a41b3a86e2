package io.tillview.query.caching;

import io.tillview.query.Interval;
import io.tillview.query.caching.KeptAnswer.Known;
import io.tillview.query.caching.KeptAnswer.Source;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.freshness.Freshness;
import io.tillview.query.segments.Sighting;
import io.tillview.query.segments.Standing;
import io.tillview.tenancy.MerchantScope;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * What is known at one moment about what is served, and what that says about kept answers.
 *
 * @param home the Broker that is asked first
 * @param view what it said last, if that was not too long ago to rely on
 * @param nanos the moment, by the ticker
 */
record Moment(URI home, Optional<Sighting> view, long nanos) {

    /** What is served of a scope's rows; empty where the view is blind. */
    Optional<Standing> standing(Datasource datasource, MerchantScope scope, Interval interval) {
        return view.map(sighting -> sighting.segments().standing(datasource, scope, interval));
    }

    /**
     * Since when an answer is known to be right, if it still is; empty where it isn't, or nobody can tell.
     *
     * @param answer what was kept
     * @param standing what is served of what it is about
     * @param datasource the datasource that it is from
     * @param openLife how long it counts if rows were being added
     * @param unchangedSince which change must have been the last, in all that the question is about, for rows that were being added:
     *     else part of an answer could be older than a change that another part shows
     */
    Optional<Known> known(
            KeptAnswer answer, Standing standing, Datasource datasource, Duration openLife, long unchangedSince) {
        if (view.isEmpty() || answer.source().isEmpty()) {
            return Optional.empty();
        }
        Source source = answer.source().get();
        if (!source.fingerprint().equals(standing.fingerprint())) {
            return Optional.empty();
        }
        if (!source.open()) {
            Known known = new Known(view.get().askedNanos(), reach(datasource));
            answer.knownLater(known);
            return Optional.of(known);
        }
        boolean young = nanos - answer.known().nanos() <= openLife.toNanos();
        boolean ofOnePiece =
                source.epoch().equals(view.get().segments().epoch()) && unchangedSince <= source.position();
        return young && ofOnePiece ? Optional.of(answer.known()) : Optional.empty();
    }

    /** How far the data reached when the view was taken. */
    Freshness reach(Datasource datasource) {
        return view.stream()
                .flatMap(sighting -> sighting.reach().stream())
                .filter(one -> one.datasource() == datasource)
                .findFirst()
                .orElseGet(() -> Freshness.unknown(datasource));
    }

    /** Whether nothing of what is served in a stretch of time has changed up to a later view, not even for a moment. */
    boolean isUnchanged(Optional<Sighting> later, Datasource datasource, MerchantScope scope, Interval interval) {
        if (view.isEmpty() || later.isEmpty()) {
            return false;
        }
        boolean sameLife =
                later.get().segments().epoch().equals(view.get().segments().epoch());
        return sameLife
                && later.get().segments().standing(datasource, scope, interval).changedAt()
                        <= view.get().segments().position();
    }
}
