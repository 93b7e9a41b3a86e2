package io.tillview.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An answer, and when it was asked for and there.
 *
 * @param begun before it was asked, by {@code System.nanoTime}
 * @param ended after it was there
 * @param cache what use it made of what was kept, by what it says
 * @param dataThrough how far it says to reach
 * @param parts its figures: rows, totals and comparison are read on their own each, as are the closed days among rows by day
 */
record InterleavedAnswer(
        long begun, long ended, String cache, Optional<Instant> dataThrough, Map<String, Map<String, Figure>> parts) {
    private static final double RELATIVE_ERROR = 0.032;

    /** How a figure may change as events come in, and amounts are corrected to more. */
    enum Kind {
        /** It only grows, and is exact. */
        GROWS,
        /** It grows, about. */
        ESTIMATE,
        /** It goes up and down. */
        RATIO
    }

    /** A figure; null for none. */
    record Figure(Kind kind, BigDecimal value) {
        boolean same(Figure other) {
            if (value == null || other.value == null) {
                return value == null && other.value == null;
            }
            return kind == Kind.ESTIMATE
                    ? difference(other) <= 1 + RELATIVE_ERROR * other.value.doubleValue()
                    : value.compareTo(other.value) == 0;
        }

        private double difference(Figure other) {
            return Math.abs(value.doubleValue() - other.value.doubleValue());
        }
    }

    /** @param closedBefore where the days are over that only late events come into */
    static InterleavedAnswer of(long begun, long ended, JsonNode json, Instant closedBefore) {
        Map<String, Map<String, Figure>> parts = new TreeMap<>();
        addRows(parts, "rows", json.get("columns"), json.get("rows"), closedBefore);
        if (json.hasNonNull("totals")) {
            addRow(parts, "totals", json.get("columns"), json.get("totals"));
        }
        JsonNode comparison = json.path("comparison");
        if (comparison.isObject()) {
            addRows(parts, "comparison", comparison.get("columns"), comparison.get("rows"), closedBefore);
            if (comparison.hasNonNull("totals")) {
                addRow(parts, "comparison totals", comparison.get("columns"), comparison.get("totals"));
            }
        }
        return new InterleavedAnswer(
                begun,
                ended,
                json.at("/meta/cache").asText(),
                Optional.ofNullable(json.at("/meta/dataThrough").textValue()).map(Instant::parse),
                parts);
    }

    /** The sum of a measure over all rows. */
    long sum(String measure) {
        return parts.entrySet().stream()
                .filter(part -> part.getKey().endsWith("rows"))
                .flatMap(part -> part.getValue().entrySet().stream())
                .filter(figure -> figure.getKey().endsWith(" " + measure))
                .mapToLong(figure -> figure.getValue().value().longValue())
                .sum();
    }

    private static void addRows(
            Map<String, Map<String, Figure>> parts,
            String name,
            JsonNode columns,
            JsonNode rows,
            Instant closedBefore) {
        parts.computeIfAbsent(name, none -> new TreeMap<>());
        boolean timed = columns.path(0).path("type").asText().equals("time");
        for (JsonNode row : rows) {
            boolean closed = timed
                    && OffsetDateTime.parse(row.get(0).asText()).toInstant().isBefore(closedBefore);
            addRow(parts, closed ? "closed " + name : name, columns, row);
        }
    }

    private static void addRow(Map<String, Map<String, Figure>> parts, String name, JsonNode columns, JsonNode row) {
        List<String> key = new ArrayList<>();
        Map<String, Figure> figures = parts.computeIfAbsent(name, none -> new TreeMap<>());
        for (int i = 0; i < columns.size(); i++) {
            String type = columns.get(i).path("type").asText();
            String measure = columns.get(i).path("name").asText();
            JsonNode cell = row.get(i);
            if (type.equals("time") || type.equals("string")) {
                key.add(cell.asText());
            } else {
                boolean ratio = type.equals("ratio") || measure.startsWith("average_");
                Kind kind = columns.get(i).path("approximate").asBoolean() ? Kind.ESTIMATE : Kind.GROWS;
                BigDecimal value = cell.isNull() ? null : new BigDecimal(cell.asText());
                figures.put(String.join("/", key) + " " + measure, new Figure(ratio ? Kind.RATIO : kind, value));
            }
        }
    }
}
