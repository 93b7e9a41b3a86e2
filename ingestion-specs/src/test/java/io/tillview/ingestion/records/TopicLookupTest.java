package io.tillview.ingestion.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicLookupTest {
    private static final TopicPartition PLACE = new TopicPartition("merchant-events", 3);
    private static final OffsetRange RANGE = new OffsetRange(3, 100, 110, OptionalLong.empty(), OptionalLong.empty());

    /** Kafka's own stand-in for a consumer. */
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");

    private final TopicLookup lookup = new TopicLookup(consumer, PLACE.topic());

    @BeforeEach
    void hold_records() {
        consumer.assign(List.of(PLACE));
        consumer.updateBeginningOffsets(Map.of(PLACE, 102L));
        consumer.updateEndOffsets(Map.of(PLACE, 200L));
        record(102, null);
        record(103, new byte[] {1});
        record(106, null);
        record(108, new byte[] {1});
        record(120, null);
    }

    @AfterEach
    void close() {
        lookup.close();
    }

    @Test
    void tells_a_record_without_a_value_from_no_record_and_from_one_that_is_missing() {
        TopicLookup.Absent absent = lookup.look(RANGE, bits(2, 3, 5, 6, 7, 9));

        assertThat(absent.tombstones()).isEqualTo(bits(2, 6));
        assertThat(absent.noRecord()).isEqualTo(bits(5, 7, 9));
    }

    @Test
    void says_nothing_of_offsets_that_were_not_asked_for() {
        TopicLookup.Absent absent = lookup.look(RANGE, bits(6));

        assertThat(absent.tombstones()).isEqualTo(bits(6));
        assertThat(absent.noRecord()).isEqualTo(bits());
    }

    @Test
    void says_nothing_of_what_kafka_no_longer_keeps() {
        TopicLookup.Absent absent = lookup.look(RANGE, bits(0, 1));

        assertThat(lookup.keptFrom(3)).isEqualTo(102);
        assertThat(absent.tombstones()).isEqualTo(bits());
        assertThat(absent.noRecord()).isEqualTo(bits());
    }

    private void record(long offset, byte[] value) {
        consumer.addRecord(new ConsumerRecord<>(PLACE.topic(), PLACE.partition(), offset, new byte[0], value));
    }

    private static BitSet bits(int... bits) {
        BitSet set = new BitSet();
        for (int bit : bits) {
            set.set(bit);
        }
        return set;
    }
}
