package io.tillview.query.freshness;

import io.tillview.query.catalog.Datasource;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * How far the late events are merged: those that occurred more than {@link #WINDOW} before they arrived, which are kept
 * apart and brought in by arrival hours. Called by one thread at a time; every call is bounded in time.
 */
@FunctionalInterface
public interface LateMerges {
    /** How long after it occurred an event is still ingested at once. */
    Duration WINDOW = Duration.ofHours(6);

    /**
     * By partition of the topic that there is now, an offset before which every late event is in the datasource; a partition
     * of which that isn't known is missing.
     *
     * @throws IOException if nobody says
     */
    Map<Integer, Long> mergedUpTo(Datasource datasource) throws IOException;
}
