package io.tillview.ingestion.reprocessing;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.ingestion.BrokerClient;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the detail says of days (UTC).
 *
 * @param days by day
 */
public record DayFigures(Map<LocalDate, Day> days) {

    /**
     * A day.
     *
     * @param rows how many rows it has
     * @param merchants how many merchants, exactly
     * @param sums the sums of amounts by currency, in minor units, over all types of events
     */
    public record Day(long rows, long merchants, Map<String, Long> sums) {
        static final Day NONE = new Day(0, 0, Map.of());

        public Day {
            sums = Map.copyOf(sums);
        }
    }

    public DayFigures {
        days = new TreeMap<>(days);
    }

    /** What there is of a day; zeros for one without rows. */
    public Day of(LocalDate day) {
        return days.getOrDefault(day, Day.NONE);
    }

    static DayFigures ask(BrokerClient broker, String datasource, Instant from, Instant to) {
        return ask(broker, datasource, during(from, to));
    }

    /** @param of times of which days are told; what lies between them isn't counted */
    static DayFigures ask(BrokerClient broker, String datasource, List<Chunk> of) {
        return of.isEmpty()
                ? new DayFigures(Map.of())
                : ask(
                        broker,
                        datasource,
                        of.stream()
                                .map(chunk -> during(chunk.start(), chunk.end()))
                                .collect(Collectors.joining(" OR ")));
    }

    private static DayFigures ask(BrokerClient broker, String datasource, String time) {
        String day = "TIME_FORMAT(TIME_FLOOR(__time, 'P1D'), 'yyyy-MM-dd')";
        String where = " FROM " + datasource + " WHERE (" + time + ")";
        Map<LocalDate, Map<String, Long>> sums = new TreeMap<>();
        for (JsonNode row : broker.rows(
                datasource,
                "SELECT " + day + ", currency, SUM(amount_minor)" + where
                        + " AND currency IS NOT NULL GROUP BY 1, 2")) {
            sums.computeIfAbsent(LocalDate.parse(row.get(0).asText()), any -> new TreeMap<>())
                    .put(row.get(1).asText(), row.get(2).asLong());
        }
        Map<LocalDate, Day> days = new TreeMap<>();
        for (JsonNode row : broker.rows(
                datasource, "SELECT " + day + ", COUNT(*), COUNT(DISTINCT merchant_id)" + where + " GROUP BY 1")) {
            LocalDate date = LocalDate.parse(row.get(0).asText());
            days.put(date, new Day(row.get(1).asLong(), row.get(2).asLong(), sums.getOrDefault(date, Map.of())));
        }
        return new DayFigures(days);
    }

    private static String during(Instant from, Instant to) {
        return "(__time >= MILLIS_TO_TIMESTAMP(" + from.toEpochMilli() + ") AND __time < MILLIS_TO_TIMESTAMP("
                + to.toEpochMilli() + "))";
    }
}
