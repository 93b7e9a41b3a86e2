package io.tillview.ingestion.records;

import io.tillview.ingestion.KafkaRefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What the topic holds: ranges of offsets by time, and single records. Belongs to no consumer group. Belongs to one thread. */
public final class TopicRanges implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;

    TopicRanges(Consumer<byte[], byte[]> consumer, String topic) {
        this.consumer = consumer;
        this.topic = topic;
    }

    /**
     * Connects when it is first used.
     *
     * @param kafka Kafka client properties of a principal that may read the topic
     */
    public static TopicRanges of(Map<String, String> kafka, String topic) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put("enable.auto.commit", "false");
        properties.put("auto.offset.reset", "none");
        properties.put("max.poll.records", "1");
        properties.put("default.api.timeout.ms", Long.toString(TIMEOUT.toMillis()));
        try {
            return new TopicRanges(
                    new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()), topic);
        } catch (KafkaException e) {
            throw refused(topic, e);
        }
    }

    /**
     * What arrived in a time, of every partition, in their order; what Kafka no longer keeps is left out.
     *
     * @param from when the first record came at the earliest; empty for the first that is kept
     * @param to when the last record came before; empty for the last that is there now
     */
    public List<OffsetRange> arrived(Optional<Instant> from, Optional<Instant> to) {
        try {
            List<TopicPartition> partitions = partitions();
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, Long> firsts =
                    from.map(time -> offsetsAt(ends, time)).orElse(begins);
            Map<TopicPartition, Long> lasts =
                    to.map(time -> offsetsAt(ends, time)).orElse(ends);
            List<OffsetRange> ranges = new ArrayList<>();
            for (TopicPartition partition : partitions) {
                long first = Math.max(firsts.get(partition), begins.get(partition));
                ranges.add(range(partition.partition(), first, Math.max(first, lasts.get(partition))));
            }
            return ranges;
        } catch (KafkaException e) {
            throw refused(topic, e);
        }
    }

    /** By partition, the offset of the first record that arrived at a time or later; the end where there is none yet. */
    public Map<Integer, Long> offsetsAt(Instant time) {
        try {
            List<TopicPartition> partitions = partitions();
            Map<Integer, Long> offsets = new TreeMap<>();
            offsetsAt(consumer.endOffsets(partitions), time)
                    .forEach((partition, offset) -> offsets.put(partition.partition(), offset));
            return offsets;
        } catch (KafkaException e) {
            throw refused(topic, e);
        }
    }

    /** By partition, the first offset that Kafka still keeps. */
    Map<Integer, Long> keptFrom() {
        try {
            Map<Integer, Long> offsets = new TreeMap<>();
            consumer.beginningOffsets(partitions())
                    .forEach((partition, offset) -> offsets.put(partition.partition(), offset));
            return offsets;
        } catch (KafkaException e) {
            throw refused(topic, e);
        }
    }

    private List<TopicPartition> partitions() {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .sorted(Comparator.comparingInt(TopicPartition::partition))
                .toList();
    }

    /** A range with the times of arrival, where Kafka still has its first and last record. */
    public OffsetRange range(int partition, long from, long to) {
        return new OffsetRange(
                partition,
                from,
                to,
                arrival(partition, from, to),
                to > from ? arrival(partition, to - 1, to) : arrival(partition, from, to));
    }

    /** One record; empty when Kafka no longer has it, or not yet. */
    public Optional<ConsumerRecord<byte[], byte[]>> record(int partition, long offset) {
        TopicPartition place = new TopicPartition(topic, partition);
        try {
            consumer.assign(List.of(place));
            if (offset < consumer.beginningOffsets(List.of(place)).get(place)
                    || offset >= consumer.endOffsets(List.of(place)).get(place)) {
                return Optional.empty();
            }
            consumer.seek(place, offset);
            long giveUp = System.nanoTime() + TIMEOUT.toNanos();
            while (System.nanoTime() < giveUp) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    return record.offset() == offset ? Optional.of(record) : Optional.empty();
                }
            }
            throw new KafkaRefusedException(
                    topic, "partition " + partition + " has a record at " + offset + " and doesn't hand it out", null);
        } catch (KafkaException e) {
            throw refused(topic, e);
        }
    }

    private OptionalLong arrival(int partition, long offset, long to) {
        return offset >= to
                ? OptionalLong.empty()
                : record(partition, offset)
                        .map(record -> OptionalLong.of(record.timestamp()))
                        .orElse(OptionalLong.empty());
    }

    private Map<TopicPartition, Long> offsetsAt(Map<TopicPartition, Long> ends, Instant time) {
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(
                ends.keySet().stream().collect(Collectors.toMap(partition -> partition, any -> time.toEpochMilli())));
        Map<TopicPartition, Long> offsets = new HashMap<>(ends);
        found.forEach((partition, at) -> {
            if (at != null) {
                offsets.put(partition, at.offset());
            }
        });
        return offsets;
    }

    private static KafkaRefusedException refused(String topic, KafkaException e) {
        return new KafkaRefusedException(topic, "Kafka can't be read: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
