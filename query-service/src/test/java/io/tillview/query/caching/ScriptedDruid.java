package io.tillview.query.caching;

import io.tillview.query.Interval;
import io.tillview.query.answering.QueryRunner;
import io.tillview.query.answering.RunOutcome;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.freshness.Freshness;
import io.tillview.query.freshness.KnownFreshness;
import io.tillview.query.scoping.ScopedSql;
import io.tillview.query.segments.Fingerprint;
import io.tillview.query.segments.SegmentWatch;
import io.tillview.query.segments.ServedSegments;
import io.tillview.query.segments.Sighting;
import io.tillview.query.segments.Standing;
import io.tillview.tenancy.MerchantScope;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A Druid that does what it is told: all segments change at once, and every question has the same answer. */
final class ScriptedDruid implements QueryRunner, SegmentWatch, KnownFreshness {
    static final URI BROKER = URI.create("http://127.0.0.1:8082");

    private long nanos = 1;
    private long position = 1;
    private long content = 1;
    private List<Interval> open = List.of();
    private boolean silent;
    private int asked;
    private Optional<URI> broker = Optional.of(BROKER);
    private RunOutcome outcome = new RunOutcome.Rows(List.of(List.of(1L)));
    private Runnable meanwhile = () -> {};
    private Optional<Sighting> latest = Optional.empty();

    ScriptedDruid() {
        look();
    }

    long nanos() {
        return nanos;
    }

    void pass(Duration time) {
        nanos += time.toNanos();
    }

    /** Other segments are served from now on. */
    void change() {
        position++;
        content++;
    }

    /** Those before are served again. */
    void changeBack() {
        position++;
        content--;
    }

    void open(Interval... growing) {
        open = List.of(growing);
        look();
    }

    void silent(boolean isSilent) {
        silent = isSilent;
    }

    void broker(Optional<URI> who) {
        broker = who;
    }

    void answer(List<List<Object>> rows) {
        outcome = new RunOutcome.Rows(rows);
    }

    void outcome(RunOutcome other) {
        outcome = other;
    }

    /** Happens while rows are read. */
    void meanwhile(Runnable happening) {
        meanwhile = happening;
    }

    int asked() {
        return asked;
    }

    /** Asks the Broker what it serves. */
    Optional<Sighting> look() {
        if (silent) {
            return Optional.empty();
        }
        latest = Optional.of(new Sighting(new Served(position, content, open), nanos, all()));
        return latest;
    }

    private record Served(long position, long content, List<Interval> open) implements ServedSegments {
        @Override
        public String epoch() {
            return "the only one";
        }

        @Override
        public Standing standing(Datasource datasource, MerchantScope scope, Interval interval) {
            return new Standing(new Fingerprint(content, 0), open, position);
        }
    }

    @Override
    public RunOutcome run(ScopedSql sql) {
        asked++;
        meanwhile.run();
        return outcome instanceof RunOutcome.Rows rows ? new RunOutcome.Rows(rows.rows(), broker) : outcome;
    }

    @Override
    public URI home(MerchantScope scope, String subject) {
        return BROKER;
    }

    @Override
    public Optional<Sighting> latest(URI which) {
        return latest;
    }

    @Override
    public CompletableFuture<Optional<Sighting>> fresh(URI which) {
        return CompletableFuture.completedFuture(look());
    }

    @Override
    public List<Freshness> all() {
        return List.of(Freshness.unknown(Datasource.MERCHANT_METRICS));
    }
}
