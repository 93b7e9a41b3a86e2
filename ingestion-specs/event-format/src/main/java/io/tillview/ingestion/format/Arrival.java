package io.tillview.ingestion.format;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Where and when a record came.
 *
 * @param partition its partition
 * @param offset its offset
 * @param millis the timestamp its broker gave it, epoch milliseconds
 */
record Arrival(int partition, long offset, long millis) {

    static Arrival of(ConsumerRecord<byte[], byte[]> record) {
        return new Arrival(record.partition(), record.offset(), record.timestamp());
    }
}
