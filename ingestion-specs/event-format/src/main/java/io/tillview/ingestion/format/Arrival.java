package io.tillview.ingestion.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Where and when a record came.
 *
 * @param partition its partition
 * @param offset its offset
 * @param millis the timestamp its broker gave it, epoch milliseconds
 * @param replayOf the record that it is a replay of, {@code partition:offset}; null for one that isn't
 */
record Arrival(int partition, long offset, long millis, String replayOf) {

    /** The header that marks a replay. */
    static final String REPLAY_OF = "tillview-replay-of";

    static Arrival of(ConsumerRecord<byte[], byte[]> record) {
        Header replay = record.headers().lastHeader(REPLAY_OF);
        return new Arrival(
                record.partition(),
                record.offset(),
                record.timestamp(),
                replay == null ? null : new String(replay.value(), UTF_8));
    }
}
