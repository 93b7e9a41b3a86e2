package io.tillview.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.events.EventType;
import io.tillview.events.MerchantEvent;
import io.tillview.events.encoding.JsonEventDecoder;
import io.tillview.events.publishing.DurabilityMode;
import io.tillview.events.publishing.PublishMetrics;
import io.tillview.events.publishing.PublishOutcome;
import io.tillview.events.publishing.PublishOutcome.Delivered;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The publisher against the real Kafka, which isn't there at first, is killed under load, and comes back. */
class KafkaOutageIT {

    private static final int PARTITIONS = 4;
    private static final String TOPIC = "merchant-events";
    /** Far from the minute for which Kafka's own producer waits, and beyond what a busy machine takes from a thread. */
    private static final Duration LONGEST_PUBLISH = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<MerchantEvent> published = new ArrayList<>();
    private final List<CompletableFuture<PublishOutcome>> outcomes = new ArrayList<>();
    private final AtomicInteger outcomesTold = new AtomicInteger();
    private long longestPublishNanos;

    @ParameterizedTest
    @EnumSource(DurabilityMode.class)
    void loses_and_repeats_nothing_that_it_accepted(DurabilityMode mode, @TempDir Path folder) throws Exception {
        try (KafkaBroker broker = KafkaBroker.prepare(folder);
                KafkaEventPublisher publisher = KafkaEventPublisher.builder()
                        .bootstrapServers(broker.address())
                        .spoolFolder(folder.resolve("spool"))
                        .durability(mode)
                        .build()) {
            publish(publisher, 200);
            longestPublishNanos =
                    0; // The first call loads classes; it is bounded by the machine, not by the publisher.
            broker.start();
            broker.createTopic(TOPIC, PARTITIONS);
            assertThat(publisher.flush(PATIENCE))
                    .as("waiting after a cold start " + publisher.metrics())
                    .isZero();

            publish(publisher, 5_000);
            broker.kill();
            publish(publisher, 5_000);
            assertThat(publisher.flush(Duration.ofMillis(300)))
                    .as("waiting while Kafka is away")
                    .isPositive();
            broker.start();
            assertThat(publisher.flush(PATIENCE))
                    .as("after the outage " + publisher.metrics())
                    .isZero();

            assertThat(outcomes)
                    .allSatisfy(outcome -> assertThat(outcome.getNow(null)).isInstanceOf(Delivered.class));
            assertThat(outcomesTold).hasValue(published.size());
            assertThat(Duration.ofNanos(longestPublishNanos)).isLessThan(LONGEST_PUBLISH);
            assertThat(publisher.close(Duration.ofSeconds(10))).isZero();
            PublishMetrics metrics = publisher.metrics();
            assertThat(metrics.published()).isEqualTo(published.size());
            assertThat(metrics.delivered()).isEqualTo(published.size());
            assertStoredOnceInOrder(broker.address());
        }
    }

    private void publish(KafkaEventPublisher publisher, int count) {
        for (int i = 0; i < count; i++) {
            MerchantEvent event = MerchantEvent.builder()
                    .merchantId("m-" + i % 17)
                    .eventType(EventType.PAGE_VIEWED)
                    .build();
            published.add(event);
            long before = System.nanoTime();
            CompletableFuture<PublishOutcome> outcome = publisher.publishAsync(event);
            longestPublishNanos = Math.max(longestPublishNanos, System.nanoTime() - before);
            outcomes.add(outcome.whenComplete((result, failure) -> outcomesTold.incrementAndGet()));
        }
    }

    private void assertStoredOnceInOrder(String address) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", address), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(TOPIC, partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            long stored = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            while (records.size() < stored && System.nanoTime() < end) {
                consumer.poll(Duration.ofMillis(500)).forEach(records::add);
            }
        }
        JsonEventDecoder decoder = new JsonEventDecoder();
        List<MerchantEvent> stored =
                records.stream().map(record -> decoder.decode(record.value())).toList();
        assertThat(stored).containsExactlyInAnyOrderElementsOf(published);
        assertThat(records).allSatisfy(record -> assertThat(record.key())
                .isEqualTo(decoder.decode(record.value()).merchantId()));
        for (int merchant = 0; merchant < 17; merchant++) {
            String id = "m-" + merchant;
            assertThat(stored.stream().filter(event -> event.merchantId().equals(id)))
                    .containsExactlyElementsOf(published.stream()
                            .filter(event -> event.merchantId().equals(id))
                            .toList());
        }
    }
}
