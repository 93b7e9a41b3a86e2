package io.tillview.query.caching;

import static java.util.Objects.requireNonNull;

import io.tillview.query.freshness.Freshness;
import io.tillview.query.scoping.SelectedColumn;
import io.tillview.query.segments.Fingerprint;
import io.tillview.query.segments.ServedSegments;
import io.tillview.query.segments.Standing;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Rows that were read once, and from what. All but when it was last known to be right is immutable; safe for use by many threads. */
final class KeptAnswer {
    private final List<SelectedColumn> columns;
    private final List<List<Object>> rows;
    private final Optional<Source> source;
    private volatile Known known;

    /**
     * @param columns what stands at each position of a row
     * @param rows the rows
     * @param source what they were read from; empty if that couldn't be known
     * @param known when they were read, and how far the data reached then
     */
    KeptAnswer(List<SelectedColumn> columns, List<List<Object>> rows, Optional<Source> source, Known known) {
        this.columns = columns;
        this.rows = Collections.unmodifiableList(rows);
        this.source = requireNonNull(source, "source");
        this.known = requireNonNull(known, "known");
    }

    /**
     * The segments that rows were read from.
     *
     * @param fingerprint which
     * @param open whether rows were still being added to some
     * @param epoch which life of which Broker it was
     * @param position how many changes it had counted
     */
    record Source(Fingerprint fingerprint, boolean open, String epoch, long position) {
        static Source of(ServedSegments segments, Standing standing) {
            return new Source(standing.fingerprint(), !standing.isClosed(), segments.epoch(), segments.position());
        }
    }

    /**
     * That rows were right at a time.
     *
     * @param nanos when, by the ticker
     * @param reach how far the data is known to have reached then
     */
    record Known(long nanos, Freshness reach) {}

    List<SelectedColumn> columns() {
        return columns;
    }

    List<List<Object>> rows() {
        return rows;
    }

    Optional<Source> source() {
        return source;
    }

    /** When it was last known to be right. */
    Known known() {
        return known;
    }

    /** It is known to have been right later, too. */
    void knownLater(Known later) {
        if (later.nanos() - known.nanos() > 0) {
            known = later;
        }
    }
}
