package io.tillview.query.freshness;

import static java.util.Objects.requireNonNull;

import io.tillview.query.catalog.Datasource;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far a datasource reaches.
 *
 * @param datasource which one
 * @param state how its ingestion is doing
 * @param dataThrough everything that was in the topic at this time has been ingested; empty when no such time is known
 * @param recordsBehind how many records of the topic have not been ingested, all merchants' together; empty when that
 *     isn't known. Not for merchants: it tells the platform's volume
 */
public record Freshness(
        Datasource datasource, IngestionState state, Optional<Instant> dataThrough, OptionalLong recordsBehind) {

    /** @throws NullPointerException if anything is null */
    public Freshness {
        requireNonNull(datasource, "datasource");
        requireNonNull(state, "state");
        requireNonNull(dataThrough, "dataThrough");
        requireNonNull(recordsBehind, "recordsBehind");
    }
}
