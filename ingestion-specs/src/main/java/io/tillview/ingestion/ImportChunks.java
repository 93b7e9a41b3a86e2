package io.tillview.ingestion;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * How long the chunks are that an import makes: a day, as history has no use for hours. But hours where the live stream has made some
 * of the same days, or still may: a day wouldn't fit beside them, and Druid would take the longest that does, such as eight hours,
 * which nothing lays out or replaces any more.
 */
final class ImportChunks {
    private static final Duration DAY = Duration.ofDays(1);

    private final BrokerClient broker;
    private final Clock clock;
    private final LocalDate first;
    private final LocalDate last;

    /**
     * @param broker knows the chunks there are
     * @param clock tells which day isn't over
     * @param days what is imported, in order; not empty
     */
    ImportChunks(BrokerClient broker, Clock clock, List<LocalDate> days) {
        this.broker = broker;
        this.clock = clock;
        this.first = days.get(0);
        this.last = days.get(days.size() - 1);
    }

    /** Druid's word for their length in a datasource. */
    String granularity(String datasource) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return !last.isBefore(today) || hasShorterOnes(datasource) ? "HOUR" : "DAY";
    }

    private boolean hasShorterOnes(String datasource) {
        String chunks = "SELECT \"start\", \"end\" FROM sys.segments WHERE datasource = '" + datasource
                + "' AND is_active = 1 AND \"start\" < '" + last.plusDays(1) + "T00:00:00.000Z' AND \"end\" > '" + first
                + "T00:00:00.000Z' GROUP BY 1, 2";
        return StreamSupport.stream(broker.rows("segments", chunks).spliterator(), false)
                .map(row -> Duration.between(
                        Instant.parse(row.get(0).asText()),
                        Instant.parse(row.get(1).asText())))
                .anyMatch(length -> length.compareTo(DAY) < 0);
    }
}
