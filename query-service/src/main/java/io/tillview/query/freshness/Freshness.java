package io.tillview.query.freshness;

import static java.util.Objects.requireNonNull;

import io.tillview.query.Completeness;
import io.tillview.query.catalog.Datasource;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far a datasource reaches.
 *
 * @param datasource which one
 * @param state how its ingestion is doing
 * @param dataThrough every record that Kafka appended up to this time is in the answers; empty when no such time is known
 * @param dataFrom where its data begins; empty when that isn't known
 * @param finalThrough up to where no event can be missing or still come, but for those that are yet to arrive more than
 *     {@link LateMerges#WINDOW} late; empty when no such time is known
 * @param recordsBehind how many records of the topic have not been ingested, all merchants' together; empty when that
 *     isn't known. Not for merchants: it tells the platform's volume
 */
public record Freshness(
        Datasource datasource,
        IngestionState state,
        Optional<Instant> dataThrough,
        Optional<Instant> dataFrom,
        Optional<Instant> finalThrough,
        OptionalLong recordsBehind) {

    /** @throws NullPointerException if anything is null */
    public Freshness {
        requireNonNull(datasource, "datasource");
        requireNonNull(state, "state");
        requireNonNull(dataThrough, "dataThrough");
        requireNonNull(dataFrom, "dataFrom");
        requireNonNull(finalThrough, "finalThrough");
        requireNonNull(recordsBehind, "recordsBehind");
    }

    /** Nothing is known of it. */
    public static Freshness unknown(Datasource datasource) {
        return new Freshness(
                datasource,
                IngestionState.UNKNOWN,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty());
    }

    /** What is true of an answer whose query ran between this and {@code later}: the earlier time of both. */
    public Freshness and(Freshness later) {
        return new Freshness(
                datasource,
                later.state(),
                earlier(dataThrough, later.dataThrough()),
                later.dataFrom(),
                earlier(finalThrough, later.finalThrough()),
                later.recordsBehind());
    }

    /** How complete an answer is about a time range that ends before {@code to}. */
    public Completeness completenessUpTo(Instant to) {
        if (dataThrough.isEmpty() || to.isAfter(dataThrough.get())) {
            return Completeness.OPEN;
        }
        return finalThrough.isPresent() && !to.isAfter(finalThrough.get()) ? Completeness.FINAL : Completeness.RECEIVED;
    }

    /** The earlier of two times; empty when one of them isn't known. */
    public static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        return one.flatMap(first -> other.map(second -> first.isBefore(second) ? first : second));
    }
}
