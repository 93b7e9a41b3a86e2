package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillview.events.encoding.JsonEventEncoder;
import io.tillview.events.kafka.KafkaEventPublisher;
import io.tillview.events.publishing.PublishOutcome;
import io.tillview.ingestion.SpecChange;
import io.tillview.ingestion.SpecReconciler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From the topic into segments, also when something on the way breaks. */
@ExtendWith(TillviewExtension.class)
class IngestionIT {
    private static final String TOPIC = "merchant-events";

    private final Tillview tillview;

    IngestionIT(Tillview tillview) {
        this.tillview = tillview;
    }

    @Test
    void kafka_stopped_and_started_again_loses_nothing() throws Exception {
        List<CompletableFuture<PublishOutcome>> outcomes = new ArrayList<>();
        try (KafkaEventPublisher publisher = tillview.publisher()) {
            Events.orders("outage", 50).forEach(event -> outcomes.add(publisher.publishAsync(event)));
            publisher.flush(Duration.ofSeconds(30));

            tillview.cluster().stop("kafka");
            Events.orders("outage", 50).forEach(event -> outcomes.add(publisher.publishAsync(event)));
            assertThat(outcomes.stream().filter(outcome -> !outcome.isDone())).hasSize(50);
            tillview.cluster().start("kafka");

            Events.orders("outage", 50).forEach(event -> outcomes.add(publisher.publishAsync(event)));
            assertThat(publisher.flush(Duration.ofMinutes(1))).isZero();
        }

        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(outcome.join()).isInstanceOf(PublishOutcome.Delivered.class));
        tillview.awaitEvents("outage", 150);
        assertThat(tillview.rows(
                                "outage",
                                """
                                {"measures": ["orders", "net_sales"], "timeRange": {"last": "P1D"}, "grain": "none"}
                                """)
                        .toString())
                .isEqualTo("[[150,\"150.00\"]]");
    }

    @Test
    void records_that_are_no_events_do_not_stop_ingestion() throws Exception {
        String good = new String(new JsonEventEncoder().encode(Events.order("hostile")), StandardCharsets.UTF_8);
        List<byte[]> records = List.of(
                "not json".getBytes(StandardCharsets.UTF_8),
                new byte[0],
                new byte[] {(byte) 0xff, (byte) 0xfe, 0},
                good.substring(0, good.length() / 2).getBytes(StandardCharsets.UTF_8),
                good.replace("\"hostile\"", "null").getBytes(StandardCharsets.UTF_8),
                good.replace("\"hostile\"", "\"no such merchant!\"").getBytes(StandardCharsets.UTF_8),
                "[[[[]]]]".getBytes(StandardCharsets.UTF_8),
                good.getBytes(StandardCharsets.UTF_8));
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                properties(tillview.kafkaPublisher()), new ByteArraySerializer(), new ByteArraySerializer())) {
            // The same key for all: the good one comes behind the others in the same partition.
            for (byte[] record : records) {
                producer.send(new ProducerRecord<>(TOPIC, "hostile".getBytes(StandardCharsets.UTF_8), record))
                        .get(30, TimeUnit.SECONDS);
            }
        }

        tillview.awaitEvents("hostile", 1);

        assertThat(tillview.adminSql("SELECT supervisor_id FROM sys.supervisors WHERE healthy = 0"))
                .isEmpty();
        assertThat(tillview.adminSql("SELECT COUNT(*) AS n FROM merchant_events WHERE merchant_id IS NULL"
                                + " OR merchant_id = 'no such merchant!'")
                        .toString())
                .isEqualTo("[{\"n\":0}]");
    }

    @Test
    void specs_that_were_applied_are_found_unchanged() {
        try (SpecReconciler specs = tillview.specs()) {
            assertThat(specs.plan()).isNotEmpty().noneMatch(SpecChange::isToDo);
        }
    }

    @Test
    void a_publisher_cannot_read_what_others_published() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                properties(tillview.kafkaPublisher()), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(TOPIC, 0);
            consumer.assign(List.of(partition));
            consumer.seek(partition, 0);

            assertThatThrownBy(() -> consumer.poll(Duration.ofSeconds(20))).isInstanceOf(AuthorizationException.class);
        }
    }

    @Test
    void nobody_publishes_without_a_password() {
        Map<String, Object> stranger = properties(tillview.kafkaPublisher());
        stranger.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required"
                        + " username=\"publisher\" password=\"guess\";");
        stranger.put("max.block.ms", 10_000);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(stranger, new ByteArraySerializer(), new ByteArraySerializer())) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>(TOPIC, new byte[0]))
                            .get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("Authentication failed");
        }
    }

    private static Map<String, Object> properties(Map<String, String> client) {
        return new HashMap<>(client);
    }
}
