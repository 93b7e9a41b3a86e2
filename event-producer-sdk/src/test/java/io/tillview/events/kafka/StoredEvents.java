package io.tillview.events.kafka;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.events.EventId;
import io.tillview.events.MerchantEvent;
import io.tillview.events.encoding.JsonEventDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What a topic holds, read by a consumer of its own.
 *
 * @param records its records, those of a partition in order
 */
record StoredEvents(List<ConsumerRecord<byte[], byte[]>> records) {

    static StoredEvents read(String address, String topic, int partitions) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", address), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all = partitions(topic, partitions);
            consumer.assign(all);
            consumer.seekToBeginning(all);
            long stored = count(consumer, all);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (records.size() < stored && System.nanoTime() < end) {
                consumer.poll(Duration.ofMillis(500)).forEach(records::add);
            }
            assertThat(records).as("records read").hasSize((int) stored);
        }
        return new StoredEvents(records);
    }

    /** How many records the topic has been written, which may go on. */
    static long count(String address, String topic, int partitions) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", address), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return count(consumer, partitions(topic, partitions));
        }
    }

    private static long count(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        return consumer.endOffsets(partitions).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static List<TopicPartition> partitions(String topic, int partitions) {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    /** How often each event is there. */
    Map<EventId, Integer> copies() {
        JsonEventDecoder decoder = new JsonEventDecoder();
        Map<EventId, Integer> copies = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            MerchantEvent event = decoder.decode(record.value());
            assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo(event.merchantId());
            copies.merge(event.eventId(), 1, Integer::sum);
        }
        return copies;
    }

    /** The events of each merchant in the order of their partition. */
    Map<String, List<EventId>> byMerchant() {
        JsonEventDecoder decoder = new JsonEventDecoder();
        return records.stream()
                .map(record -> decoder.decode(record.value()))
                .collect(groupingBy(MerchantEvent::merchantId, mapping(MerchantEvent::eventId, toList())));
    }

    /** Prints what became of the accepted events, and insists that none is lost. */
    void assertNothingLost(String test, Collection<EventId> accepted, long refused, long dropped) {
        Map<EventId, Integer> copies = copies();
        Set<EventId> lost = new HashSet<>(accepted);
        lost.removeAll(copies.keySet());
        int repeated = records.size() - copies.size();
        System.out.printf(
                "%s: accepted=%d delivered=%d repeated=%d refused=%d dropped=%d lost=%d%n",
                test, accepted.size(), copies.size(), repeated, refused, dropped, lost.size());
        assertThat(lost).as("lost").isEmpty();
    }
}
