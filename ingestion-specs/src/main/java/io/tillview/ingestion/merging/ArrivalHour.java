package io.tillview.ingestion.merging;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The late events that arrived within an hour.
 *
 * @param start the hour's first instant
 * @param events how many there are
 * @param from when the first of them occurred, cut to the quarter hour, which is as fine as rollups know time
 * @param to the end of the quarter hour in which the last of them occurred
 */
record ArrivalHour(Instant start, long events, Instant from, Instant to) {
    static final Duration LENGTH = Duration.ofHours(1);

    private static final long QUARTER_HOUR_MILLIS = 900_000;
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HH").withZone(ZoneOffset.UTC);

    ArrivalHour {
        requireNonNull(start, "start");
        requireNonNull(from, "from");
        requireNonNull(to, "to");
    }

    static ArrivalHour of(Instant start, long events, long firstMillis, long lastMillis) {
        return new ArrivalHour(
                start,
                events,
                Instant.ofEpochMilli(Math.floorDiv(firstMillis, QUARTER_HOUR_MILLIS) * QUARTER_HOUR_MILLIS),
                Instant.ofEpochMilli((Math.floorDiv(lastMillis, QUARTER_HOUR_MILLIS) + 1) * QUARTER_HOUR_MILLIS));
    }

    Instant end() {
        return start.plus(LENGTH);
    }

    /** The id of the task that merges it; a later attempt has another. */
    String task(String datasource, int attempt) {
        return "late_merge_" + datasource + "_" + NAME.format(start) + "_" + attempt;
    }
}
