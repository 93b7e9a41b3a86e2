package io.tillview.query.caching;

import static java.util.Objects.requireNonNull;

import io.tillview.query.segments.SegmentWatch;
import io.tillview.query.segments.Sighting;
import io.tillview.tenancy.MerchantScope;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** Tells what is known about what is served. Safe for use by many threads. */
final class Moments {
    private final SegmentWatch watch;
    private final LongSupplier nanos;
    private final Duration tolerance;

    /**
     * @param watch keeps in step with the Brokers
     * @param nanos its ticker
     * @param tolerance how long what a Broker said can be relied on
     */
    Moments(SegmentWatch watch, LongSupplier nanos, Duration tolerance) {
        this.watch = requireNonNull(watch, "watch");
        this.nanos = requireNonNull(nanos, "nanos");
        this.tolerance = requireNonNull(tolerance, "tolerance");
    }

    /** What is known now. Asks nobody. */
    Moment now(MerchantScope scope, String subject) {
        URI home = watch.home(scope, subject);
        long now = nanos.getAsLong();
        Optional<Sighting> view =
                watch.latest(home).filter(sighting -> now - sighting.askedNanos() <= tolerance.toNanos());
        return new Moment(home, view, now);
    }

    /** What a Broker says when it is asked now. */
    CompletableFuture<Optional<Sighting>> later(Moment before) {
        return watch.fresh(before.home());
    }
}
