package io.tillview.ingestion.reprocessing;

import static java.util.Objects.requireNonNull;

import io.tillview.ingestion.ReprocessingRefusedException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/**
 * A time chunk of a datasource: what Druid replaces as a whole, so that a question reads it as it was or as it is.
 *
 * @param datasource whose it is
 * @param start its first instant
 * @param end its end, exclusive
 */
public record Chunk(String datasource, Instant start, Instant end) {
    private static final Map<Duration, String> GRANULARITIES =
            Map.of(Duration.ofHours(1), "HOUR", Duration.ofDays(1), "DAY");
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HH").withZone(ZoneOffset.UTC);

    public Chunk {
        requireNonNull(datasource, "datasource");
        requireNonNull(start, "start");
        requireNonNull(end, "end");
    }

    /** As Druid writes an interval. */
    String interval() {
        return start + "/" + end;
    }

    /**
     * Druid's word for its length.
     *
     * @throws ReprocessingRefusedException if it is neither an hour nor a day
     */
    String granularity() {
        String known = GRANULARITIES.get(Duration.between(start, end));
        if (known == null) {
            throw new ReprocessingRefusedException(
                    datasource + " " + interval(),
                    "a chunk of " + Duration.between(start, end)
                            + " would have to be cut or merged, which loses rows that are appended meanwhile",
                    "Chunks are hours or days; bring it to one of these first.");
        }
        return known;
    }

    boolean overlaps(Instant from, Instant to) {
        return start.isBefore(to) && end.isAfter(from);
    }

    /** The id of the task that replaces it; a later attempt has another. */
    String task(String run, int attempt) {
        return "reindex_" + run + "_" + datasource + "_" + NAME.format(start) + "_" + granularity() + "_" + attempt;
    }

    @Override
    public String toString() {
        return datasource + " " + interval();
    }
}
