package io.tillview.ingestion.checks;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.ingestion.BrokerClient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a datasource says of hours: exact figures, and distinct counts, by hour and name. */
record HourFigures(Map<Instant, Map<String, Double>> exact, Map<Instant, Map<String, Double>> distinct) {
    private static final List<String> MEASURES = List.of("events", "amount_minor", "quantity");
    private static final List<String> DISTINCT = List.of("visitors", "sessions", "customers");

    /** From the detail: counts, sums, and exact distinct counts. */
    static HourFigures ofDetail(BrokerClient broker, String detail, Instant from, Instant to) {
        return of(
                broker,
                detail,
                from,
                to,
                "COUNT(*), SUM(amount_minor), SUM(quantity)",
                "COUNT(DISTINCT visitor_key), COUNT(DISTINCT session_key), COUNT(DISTINCT customer_key)");
    }

    /** From a rollup: sums of counts, sums, and its sketches' estimates. */
    static HourFigures ofRollup(BrokerClient broker, String rollup, Instant from, Instant to) {
        return of(
                broker,
                rollup,
                from,
                to,
                "SUM(events), SUM(amount_minor), SUM(quantity)",
                "APPROX_COUNT_DISTINCT_DS_HLL(visitors), APPROX_COUNT_DISTINCT_DS_HLL(sessions),"
                        + " APPROX_COUNT_DISTINCT_DS_HLL(customers)");
    }

    /** All hours that either has something of. */
    static TreeSet<Instant> hours(HourFigures one, HourFigures other) {
        TreeSet<Instant> hours = new TreeSet<>(one.exact.keySet());
        hours.addAll(other.exact.keySet());
        return hours;
    }

    Map<String, Double> exactOf(Instant hour) {
        return exact.getOrDefault(hour, Map.of());
    }

    Map<String, Double> distinctOf(Instant hour) {
        return distinct.getOrDefault(hour, Map.of());
    }

    private static HourFigures of(
            BrokerClient broker, String datasource, Instant from, Instant to, String sums, String counts) {
        String where = " FROM " + datasource + " WHERE __time >= MILLIS_TO_TIMESTAMP(" + from.toEpochMilli()
                + ") AND __time < MILLIS_TO_TIMESTAMP(" + to.toEpochMilli() + ")";
        Map<Instant, Map<String, Double>> exact = new TreeMap<>();
        for (JsonNode row : broker.rows(
                datasource,
                "SELECT TIME_FLOOR(__time, 'PT1H'), event_type, currency, " + sums + where + " GROUP BY 1, 2, 3")) {
            for (int i = 0; i < MEASURES.size(); i++) {
                double value = row.get(3 + i).asDouble();
                // A sum over nothing is null in the detail and 0 in a rollup.
                if (value != 0) {
                    exact.computeIfAbsent(hour(row), hour -> new TreeMap<>()).put(name(MEASURES.get(i), row), value);
                }
            }
        }
        Map<Instant, Map<String, Double>> distinct = new TreeMap<>();
        for (JsonNode row :
                broker.rows(datasource, "SELECT TIME_FLOOR(__time, 'PT1H'), " + counts + where + " GROUP BY 1")) {
            for (int i = 0; i < DISTINCT.size(); i++) {
                distinct.computeIfAbsent(hour(row), hour -> new TreeMap<>())
                        .put(DISTINCT.get(i), row.get(1 + i).asDouble());
            }
        }
        return new HourFigures(exact, distinct);
    }

    private static String name(String measure, JsonNode row) {
        String currency = row.get(2).asText("");
        return measure + " of " + row.get(1).asText()
                + (currency.isEmpty() || currency.equals("null") ? "" : " in " + currency);
    }

    private static Instant hour(JsonNode row) {
        return Instant.parse(row.get(0).asText());
    }
}
