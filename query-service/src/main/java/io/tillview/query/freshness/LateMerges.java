package io.tillview.query.freshness;

import io.tillview.query.catalog.Datasource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far the late events are merged: those that occurred more than {@link #WINDOW} before they arrived, which are kept
 * apart and brought in by arrival hours. Safe for use by many threads; asks nobody and waits for nothing.
 */
@FunctionalInterface
public interface LateMerges {
    /** How long after it occurred an event is still ingested at once. */
    Duration WINDOW = Duration.ofHours(6);

    /** Nothing is known of any merge, so nothing is ever final. */
    LateMerges UNKNOWN = datasource -> Optional.empty();

    /** Every late event that arrived before this time is in the datasource; empty when that isn't known. */
    Optional<Instant> mergedThrough(Datasource datasource);
}
