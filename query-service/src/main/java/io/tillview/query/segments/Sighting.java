package io.tillview.query.segments;

import static java.util.Objects.requireNonNull;

import io.tillview.query.freshness.Freshness;
import java.util.List;

/**
 * What a Broker said it serves, and since when we may rely on it.
 *
 * @param segments what it serves
 * @param askedNanos when it was asked, by the ticker of the {@link SegmentWatch}: all that it began to serve before is in
 * @param reach how far the data was known to reach before it was asked: every segment that holds any of that is in
 */
public record Sighting(ServedSegments segments, long askedNanos, List<Freshness> reach) {
    /**
     * Copies the list.
     *
     * @throws NullPointerException if one is null
     */
    public Sighting {
        requireNonNull(segments, "segments");
        reach = List.copyOf(reach);
    }
}
