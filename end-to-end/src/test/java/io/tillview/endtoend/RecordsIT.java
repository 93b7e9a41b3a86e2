package io.tillview.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.events.EventId;
import io.tillview.ingestion.IdSql;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every record of the topic ends in exactly one datasource, whatever it holds. */
@ExtendWith(TillviewExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordsIT {
    private static final String KEY = "records-test";
    private static final String VISITOR = UUID.randomUUID().toString();
    private static final String EVENT = EventId.next().toString();

    private final Tillview tillview;
    private final Map<String, byte[]> hostile = new LinkedHashMap<>();
    private final Map<String, RecordMetadata> sent = new HashMap<>();

    RecordsIT(Tillview tillview) {
        this.tillview = tillview;
    }

    @BeforeAll
    void publish_raw() throws Exception {
        Instant now = Instant.now();
        String good = event(EVENT, now, "");
        hostile.put("not_json", good.substring(0, 100).getBytes(UTF_8));
        hostile.put("not_json latin", good.replace("/caf", "/caf\u00e9").getBytes(ISO_8859_1));
        hostile.put("wrong_type", good.replace("\"" + KEY + "\"", "7").getBytes(UTF_8));
        hostile.put(
                "required", good.replace("\"merchant_id\":\"" + KEY + "\",", "").getBytes(UTF_8));
        hostile.put(
                "occurred_at_instant", good.replace("at\":\"2", "at\":\"51219").getBytes(UTF_8));
        hostile.put(
                "amount_negative",
                event(EVENT, now, ",\"amount_minor\":-5,\"currency\":\"EUR\"").getBytes(UTF_8));
        hostile.put(
                "duplicate_field",
                event(EVENT, now, ",\"merchant_id\":\"another\"").getBytes(UTF_8));
        hostile.put(
                "extra_field",
                event(EVENT, now, ",\"deep\":" + "[".repeat(5_000) + "]".repeat(5_000))
                        .getBytes(UTF_8));
        hostile.put("event_too_large", new byte[900_000]);
        hostile.put(
                "from_the_future",
                event(EVENT, now.plus(Duration.ofHours(2)), "").getBytes(UTF_8));
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                new HashMap<>(tillview.kafkaPublisher()), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (Map.Entry<String, byte[]> record : hostile.entrySet()) {
                sent.put(record.getKey(), send(producer, record.getValue()));
            }
            sent.put(
                    "late",
                    send(
                            producer,
                            event(EVENT, now.minus(Duration.ofHours(7)), "").getBytes(UTF_8)));
            sent.put("live", send(producer, good.getBytes(UTF_8)));
        }
        awaitRows("merchant_events", "merchant_id", 1);
        awaitRows("late_events", "merchant_id", 1);
        awaitRows("rejected_records", "record_key", hostile.size());
    }

    @Test
    void what_is_no_event_is_kept_with_its_reason_its_place_and_its_bytes() {
        JsonNode rows = tillview.adminSql("SELECT * FROM rejected_records WHERE record_key = '" + KEY + "'");

        Map<Long, JsonNode> byOffset = new HashMap<>();
        rows.forEach(row -> byOffset.put(row.get("kafka_offset").asLong(), row));
        hostile.forEach((name, value) -> {
            JsonNode row = byOffset.get(sent.get(name).offset());
            assertThat(row.get("reason").asText()).isEqualTo(name.replace(" latin", ""));
            assertThat(row.get("kafka_partition").asInt())
                    .isEqualTo(sent.get(name).partition());
            assertThat(row.get("arrived_at").asLong()).isEqualTo(sent.get(name).timestamp());
            assertThat(row.get("value_bytes").asInt()).isEqualTo(value.length);
            byte[] kept = row.get("value_text").isNull()
                    ? Base64.getDecoder().decode(row.get("value_base64").asText())
                    : row.get("value_text").asText().getBytes(UTF_8);
            assertThat(kept).isEqualTo(java.util.Arrays.copyOf(value, Math.min(value.length, 65_536)));
        });
    }

    @Test
    void a_live_event_is_in_detail_only_and_its_ids_read_as_they_were() {
        JsonNode row = tillview.adminSql("SELECT " + IdSql.eventId() + " AS event, " + IdSql.of("visitor")
                        + " AS visitor, " + IdSql.of("session") + " AS session, " + IdSql.of("customer")
                        + " AS customer, kafka_partition, kafka_offset, arrived_at, JSON_VALUE(extra, '$.loyalty') AS loyalty"
                        + " FROM merchant_events WHERE merchant_id = '" + KEY + "'")
                .get(0);

        assertThat(row.get("event").asText()).isEqualTo(EVENT);
        assertThat(row.get("visitor").asText()).isEqualTo(VISITOR);
        assertThat(row.get("session").asText()).isEqualTo("s-1");
        assertThat(row.get("customer").isNull()).isTrue();
        assertThat(row.get("loyalty").asText()).isEqualTo("gold");
        assertPlace(row, "live");
    }

    @Test
    void a_late_event_lies_where_it_arrived() {
        JsonNode row = tillview.adminSql("SELECT TIMESTAMP_TO_MILLIS(__time) AS t, occurred_at, kafka_partition,"
                        + " kafka_offset, arrived_at FROM late_events WHERE merchant_id = '" + KEY + "'")
                .get(0);

        assertThat(row.get("t").asLong()).isEqualTo(sent.get("late").timestamp());
        assertThat(row.get("occurred_at").asLong())
                .isLessThan(row.get("t").asLong() - Duration.ofHours(6).toMillis());
        assertPlace(row, "late");
    }

    @Test
    void every_supervisor_stays_healthy() {
        assertThat(tillview.adminSql("SELECT supervisor_id FROM sys.supervisors WHERE healthy = 1 ORDER BY 1")
                        .findValuesAsText("supervisor_id"))
                .contains("late_events", "merchant_events", "merchant_metrics", "platform_metrics", "rejected_records");
    }

    private void assertPlace(JsonNode row, String name) {
        assertThat(row.get("kafka_partition").asInt()).isEqualTo(sent.get(name).partition());
        assertThat(row.get("kafka_offset").asLong()).isEqualTo(sent.get(name).offset());
        assertThat(row.get("arrived_at").asLong()).isEqualTo(sent.get(name).timestamp());
    }

    private void awaitRows(String datasource, String column, int rows) {
        String sql = "SELECT COUNT(*) AS n FROM %s WHERE %s = '%s'".formatted(datasource, column, KEY);
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(tillview.adminSql(sql).get(0).get("n").asInt())
                                .isEqualTo(rows));
    }

    private static RecordMetadata send(KafkaProducer<byte[], byte[]> producer, byte[] value) throws Exception {
        return producer.send(new ProducerRecord<>("merchant-events", KEY.getBytes(UTF_8), value))
                .get(30, TimeUnit.SECONDS);
    }

    private static String event(String id, Instant occurredAt, String more) {
        return "{\"event_id\":\"" + id + "\",\"merchant_id\":\"" + KEY + "\",\"event_type\":\"page_viewed\","
                + "\"occurred_at\":\"" + occurredAt.toString().substring(0, 19) + "Z\",\"page_path\":\"/caf\","
                + "\"visitor_id\":\"" + VISITOR + "\",\"session_id\":\"s-1\",\"loyalty\":\"gold\"" + more + "}";
    }
}
