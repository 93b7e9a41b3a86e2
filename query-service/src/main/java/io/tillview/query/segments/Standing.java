package io.tillview.query.segments;

import static java.util.Objects.requireNonNull;

import io.tillview.query.Interval;
import java.util.List;

/**
 * What is served of one scope's rows in one stretch of time.
 *
 * @param fingerprint which segments
 * @param open the parts of the stretch in which rows are still being added, in order, none touching another; empty for none
 * @param changedAt the {@linkplain ServedSegments#position() position} at which any of this was changed last, whether or not it was
 *     changed back later; 0 if it never was
 */
public record Standing(Fingerprint fingerprint, List<Interval> open, long changedAt) {
    /**
     * Copies the list.
     *
     * @throws NullPointerException if one is null
     */
    public Standing {
        requireNonNull(fingerprint, "fingerprint");
        open = List.copyOf(open);
    }

    /** Whether no row is being added. */
    public boolean isClosed() {
        return open.isEmpty();
    }
}
