package io.tillview.ingestion.reprocessing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillview.events.Timeliness;
import io.tillview.ingestion.BrokerClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Finds the rows that repeat an event: all but the one that arrived first. They are told apart by their records' partition and
 * offset; of imported rows, which have none, an import takes each once.
 */
final class Duplicates {
    /** So many ids at most are grouped in one question. */
    private static final long IDS_AT_ONCE = 1_000_000;

    private static final int IDS_IN_A_FILTER = 1_000;

    private final BrokerClient broker;

    Duplicates(BrokerClient broker) {
        this.broker = broker;
    }

    /** A row that repeats an event, by its record's place. */
    record Repeat(long partition, long offset, long occurredAt, long arrivedAt) {
        /** Whether it was merged from late events, and has to be taken out there, too. */
        boolean isLate() {
            return Timeliness.of(occurredAt, arrivedAt) == Timeliness.LATE;
        }
    }

    /** In no particular order. */
    List<Repeat> in(Chunk chunk, long rows) {
        List<Repeat> repeats = new ArrayList<>();
        long slices = rows / IDS_AT_ONCE + 1;
        for (long slice = 0; slice < slices; slice++) {
            List<Long> ids = new ArrayList<>();
            broker.rows(
                            chunk.datasource(),
                            "SELECT DISTINCT event_id_low FROM (SELECT __time, merchant_id, event_id_high, event_id_low FROM "
                                    + chunk.datasource() + during(chunk) + " AND ABS(MOD(event_id_low, " + slices
                                    + ")) = "
                                    + slice + " GROUP BY 1, 2, 3, 4 HAVING COUNT(*) > 1)")
                    .forEach(row -> ids.add(row.get(0).asLong()));
            for (int i = 0; i < ids.size(); i += IDS_IN_A_FILTER) {
                repeats.addAll(allButTheFirst(chunk, ids.subList(i, Math.min(ids.size(), i + IDS_IN_A_FILTER))));
            }
        }
        return repeats;
    }

    private List<Repeat> allButTheFirst(Chunk chunk, List<Long> ids) {
        Map<String, List<JsonNode>> events = new TreeMap<>();
        for (JsonNode row : broker.rows(
                chunk.datasource(),
                "SELECT TIMESTAMP_TO_MILLIS(__time), merchant_id, event_id_high, event_id_low, kafka_partition, kafka_offset, arrived_at FROM "
                        + chunk.datasource() + during(chunk)
                        + ids.stream()
                                .map(String::valueOf)
                                .collect(Collectors.joining(", ", " AND event_id_low IN (", ")")))) {
            events.computeIfAbsent(
                            row.get(0) + "|" + row.get(1) + "|" + row.get(2) + "|" + row.get(3),
                            any -> new ArrayList<>())
                    .add(row);
        }
        Comparator<JsonNode> byArrival = Comparator.<JsonNode>comparingLong(
                        row -> row.get(6).asLong())
                .thenComparingLong(row -> row.get(4).asLong(-1))
                .thenComparingLong(row -> row.get(5).asLong(-1));
        List<Repeat> repeats = new ArrayList<>();
        for (List<JsonNode> same : events.values()) {
            same.stream()
                    .sorted(byArrival)
                    .skip(1)
                    .filter(row -> !row.get(5).isNull())
                    .forEach(row -> repeats.add(new Repeat(
                            row.get(4).asLong(),
                            row.get(5).asLong(),
                            row.get(0).asLong(),
                            row.get(6).asLong())));
        }
        return repeats;
    }

    /** The filter that takes just these rows; what has no offset, it doesn't take. */
    static ObjectNode filter(Collection<Repeat> repeats) {
        ObjectNode filter = JsonNodeFactory.instance.objectNode().put("type", "and");
        ArrayNode fields = filter.putArray("fields");
        ObjectNode hasOffset =
                JsonNodeFactory.instance.objectNode().put("type", "null").put("column", "kafka_offset");
        fields.add(Expressions.not(hasOffset));
        ArrayNode places = fields.addObject().put("type", "or").putArray("fields");
        repeats.stream()
                .collect(Collectors.groupingBy(Repeat::partition, TreeMap::new, Collectors.toList()))
                .forEach((partition, of) -> {
                    ArrayNode place = places.addObject().put("type", "and").putArray("fields");
                    place.addObject()
                            .put("type", "equals")
                            .put("column", "kafka_partition")
                            .put("matchValueType", "LONG")
                            .put("matchValue", partition);
                    ArrayNode offsets = place.addObject()
                            .put("type", "inType")
                            .put("column", "kafka_offset")
                            .put("matchValueType", "LONG")
                            .putArray("values");
                    of.stream().map(Repeat::offset).forEach(offsets::add);
                });
        return filter;
    }

    private static String during(Chunk chunk) {
        return " WHERE __time >= MILLIS_TO_TIMESTAMP(" + chunk.start().toEpochMilli()
                + ") AND __time < MILLIS_TO_TIMESTAMP(" + chunk.end().toEpochMilli() + ")";
    }
}
