package io.tillview.ingestion.records;

import io.tillview.ingestion.KafkaRefusedException;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Looks in the topic itself for offsets of which no datasource has a row: some hold nothing that could become one. It reads what is
 * committed, as Druid does. Belongs to no consumer group, and to one thread.
 */
public final class TopicLookup implements AutoCloseable {
    /** How many times a range is read into; what is missing beyond that isn't looked up. */
    static final int MOST_READS = 1_000;

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;

    TopicLookup(Consumer<byte[], byte[]> consumer, String topic) {
        this.consumer = consumer;
        this.topic = topic;
    }

    /**
     * Connects when it is first used.
     *
     * @param kafka Kafka client properties of a principal that may read the topic
     */
    public static TopicLookup in(Map<String, String> kafka, String topic) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put("enable.auto.commit", "false");
        properties.put("auto.offset.reset", "none");
        properties.put("isolation.level", "read_committed");
        properties.put("default.api.timeout.ms", Long.toString(TIMEOUT.toMillis()));
        try {
            return new TopicLookup(
                    new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()), topic);
        } catch (KafkaException e) {
            throw refused(topic, e);
        }
    }

    /**
     * What holds no event, among the offsets that were looked up; a bit stands for an offset, counted from the range's first.
     *
     * @param tombstones a record is there, without a value
     * @param noRecord no record is there that a reader ever gets: a transaction's marker, or what it took back, or what compaction left out
     */
    record Absent(BitSet tombstones, BitSet noRecord) {}

    /** The first offset of a partition that Kafka still keeps. */
    long keptFrom(int partition) {
        TopicPartition place = new TopicPartition(topic, partition);
        try {
            return consumer.beginningOffsets(List.of(place)).get(place);
        } catch (KafkaException e) {
            throw refused(topic, e);
        }
    }

    /**
     * Looks the missing offsets of a range up, for 30 s and {@value #MOST_READS} reads at most.
     *
     * @param missing a bit for each, counted from the range's first
     */
    Absent look(OffsetRange range, BitSet missing) {
        TopicPartition place = new TopicPartition(topic, range.partition());
        Absent absent = new Absent(new BitSet(), new BitSet());
        long giveUp = System.nanoTime() + TIMEOUT.toNanos();
        try {
            consumer.assign(List.of(place));
            long kept = consumer.beginningOffsets(List.of(place)).get(place);
            long end = consumer.endOffsets(List.of(place)).get(place);
            int bit = missing.nextSetBit((int) Math.min(range.size(), Math.max(0, kept - range.from())));
            for (int reads = 0; reads < MOST_READS && bit >= 0 && range.from() + bit < end; reads++) {
                long next = read(place, range, bit, absent, giveUp);
                if (next < 0) {
                    break;
                }
                bit = missing.nextSetBit((int) Math.min(range.size(), next - range.from()));
            }
            absent.tombstones().and(missing);
            absent.noRecord().and(missing);
            return absent;
        } catch (KafkaException e) {
            throw refused(topic, e);
        }
    }

    /** Reads once from an offset on; the offset up to which all is known by now, or less than 0 when time is over. */
    private long read(TopicPartition place, OffsetRange range, int bit, Absent absent, long giveUp) {
        long from = range.from() + bit;
        consumer.seek(place, from);
        long expected = from;
        while (System.nanoTime() < giveUp) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(place)) {
                mark(absent.noRecord(), range, expected, record.offset());
                if (record.value() == null) {
                    mark(absent.tombstones(), range, record.offset(), record.offset() + 1);
                }
                expected = record.offset() + 1;
            }
            long position = consumer.position(place);
            if (position > from) {
                mark(absent.noRecord(), range, expected, position);
                return position;
            }
        }
        return -1;
    }

    private static void mark(BitSet bits, OffsetRange range, long from, long to) {
        long last = Math.min(to, range.to());
        if (from < last) {
            bits.set((int) (from - range.from()), (int) (last - range.from()));
        }
    }

    private static KafkaRefusedException refused(String topic, KafkaException e) {
        return new KafkaRefusedException(topic, "Kafka can't be read: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
