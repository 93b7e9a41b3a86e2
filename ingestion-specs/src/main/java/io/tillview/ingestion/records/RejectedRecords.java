package io.tillview.ingestion.records;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.ingestion.BrokerClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code rejected_records} holds. Belongs to one thread. */
public final class RejectedRecords {
    private static final String DATASOURCE = RecordClass.REJECTED.datasource();
    private static final List<String> REPLAYS_ARE_IN =
            List.of(RecordClass.LIVE.datasource(), RecordClass.LATE.datasource(), DATASOURCE);

    private final BrokerClient broker;

    public RejectedRecords(BrokerClient broker) {
        this.broker = broker;
    }

    /**
     * Which of them.
     *
     * @param from those that arrived then or later
     * @param to those that arrived before
     * @param reason those that broke this rule first
     * @param place the one record at this place
     */
    public record Selection(
            Optional<Instant> from, Optional<Instant> to, Optional<String> reason, Optional<OffsetRange> place) {
        String where() {
            List<String> conditions = new ArrayList<>(List.of("1 = 1"));
            from.ifPresent(time -> conditions.add("__time >= MILLIS_TO_TIMESTAMP(" + time.toEpochMilli() + ")"));
            to.ifPresent(time -> conditions.add("__time < MILLIS_TO_TIMESTAMP(" + time.toEpochMilli() + ")"));
            reason.ifPresent(rule -> conditions.add("reason = '" + rule.replace("'", "''") + "'"));
            place.ifPresent(range -> conditions.add("kafka_partition = " + range.partition() + " AND kafka_offset >= "
                    + range.from() + " AND kafka_offset < " + range.to()));
            return String.join(" AND ", conditions);
        }
    }

    /** How many there are, by the rule that they broke first. */
    public Map<String, Long> counts(Selection selection) {
        Map<String, Long> counts = new HashMap<>();
        for (JsonNode row : broker.rows(
                DATASOURCE,
                "SELECT reason, COUNT(*) FROM " + DATASOURCE + " WHERE " + selection.where() + " GROUP BY 1")) {
            counts.put(row.get(0).asText(), row.get(1).asLong());
        }
        return counts;
    }

    /** The records, the earliest first; at most so many. */
    public List<RejectedRecord> list(Selection selection, int limit) {
        JsonNode rows = broker.rows(
                DATASOURCE,
                "SELECT kafka_partition, kafka_offset, arrived_at, reason, field, message, record_key, value_bytes, value_text"
                        + " FROM " + DATASOURCE + " WHERE " + selection.where() + " ORDER BY __time LIMIT " + limit);
        Set<String> replayed = replayed(rows);
        List<RejectedRecord> records = new ArrayList<>();
        for (JsonNode row : rows) {
            int partition = row.get(0).asInt();
            long offset = row.get(1).asLong();
            records.add(new RejectedRecord(
                    partition,
                    offset,
                    Instant.ofEpochMilli(row.get(2).asLong()),
                    row.get(3).asText(),
                    row.get(4).asText(""),
                    row.get(5).asText(""),
                    row.get(6).textValue(),
                    row.get(7).asLong(),
                    Optional.ofNullable(row.get(8).textValue()),
                    replayed.contains(partition + ":" + offset)));
        }
        return records;
    }

    /** Those of the rows' records whose replay has come back through the topic. */
    private Set<String> replayed(JsonNode rows) {
        Set<String> places = new HashSet<>();
        rows.forEach(
                row -> places.add("'" + row.get(0).asInt() + ":" + row.get(1).asLong() + "'"));
        Set<String> replayed = new HashSet<>();
        if (!places.isEmpty()) {
            String among = places.stream().collect(Collectors.joining(", ", " WHERE replay_of IN (", ")"));
            for (String datasource : REPLAYS_ARE_IN) {
                broker.rows(datasource, "SELECT DISTINCT replay_of FROM " + datasource + among)
                        .forEach(row -> replayed.add(row.get(0).asText()));
            }
        }
        return replayed;
    }
}
