package io.tillview.ingestion.merging;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.ingestion.BrokerClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What Druid knows of late events: what arrived, and what the datasources that answer have of it. */
final class LateRows {
    static final String DATASOURCE = "late_events";

    private final BrokerClient broker;

    LateRows(BrokerClient broker) {
        this.broker = broker;
    }

    /**
     * The hours in which late events arrived that occurred in the time that is kept, the earliest first.
     *
     * @param kept the beginning of that time
     */
    List<ArrivalHour> hours(Instant kept) {
        String isKept = " FILTER (WHERE occurred_at >= " + kept.toEpochMilli() + ")";
        List<ArrivalHour> hours = new ArrayList<>();
        for (JsonNode row : broker.rows(
                DATASOURCE,
                "SELECT TIMESTAMP_TO_MILLIS(TIME_FLOOR(__time, 'PT1H')), COUNT(*), MIN(occurred_at)" + isKept
                        + ", MAX(occurred_at)" + isKept + " FROM " + DATASOURCE + " GROUP BY 1 HAVING COUNT(*)" + isKept
                        + " > 0 ORDER BY 1")) {
            hours.add(ArrivalHour.of(
                    Instant.ofEpochMilli(row.get(0).asLong()),
                    row.get(1).asLong(),
                    row.get(2).asLong(),
                    row.get(3).asLong()));
        }
        return hours;
    }

    /** How a datasource compares with what arrived up to the end of an hour, in the time in which the hour's events occurred. */
    MergeComparison comparison(MergeTarget target, ArrivalHour hour) {
        SortedMap<Instant, Long> merged = byHour(
                target.datasource(),
                "TIMESTAMP_TO_MILLIS(TIME_FLOOR(__time, 'PT1H'))",
                target.countingMerged(),
                "__time >= " + timestamp(hour.from()) + " AND __time < " + timestamp(hour.to()));
        return MergeComparison.of(hour, arrivedBefore(hour.start(), hour), arrivedBefore(hour.end(), hour), merged);
    }

    /** How many late events that occurred in the time of an hour's events arrived before some time, by hour of occurrence. */
    private SortedMap<Instant, Long> arrivedBefore(Instant arrival, ArrivalHour hour) {
        return byHour(
                DATASOURCE,
                "occurred_at - MOD(occurred_at, 3600000)",
                "COUNT(*)",
                "__time < " + timestamp(arrival) + " AND occurred_at >= "
                        + hour.from().toEpochMilli() + " AND occurred_at < "
                        + hour.to().toEpochMilli());
    }

    private SortedMap<Instant, Long> byHour(String datasource, String hour, String measure, String where) {
        SortedMap<Instant, Long> counts = new TreeMap<>();
        for (JsonNode row : broker.rows(
                datasource,
                "SELECT " + hour + ", " + measure + " FROM " + datasource + " WHERE " + where + " GROUP BY 1 HAVING "
                        + measure + " > 0")) {
            counts.put(Instant.ofEpochMilli(row.get(0).asLong()), row.get(1).asLong());
        }
        return counts;
    }

    private static String timestamp(Instant time) {
        return "MILLIS_TO_TIMESTAMP(" + time.toEpochMilli() + ")";
    }
}
