package io.tillview.ingestion.records;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * A record that is no event.
 *
 * @param partition its partition
 * @param offset its offset
 * @param arrivedAt when it came
 * @param reason the first broken rule
 * @param field where it is broken
 * @param message all that is wrong with it
 * @param key the record's key, as text; may be null
 * @param valueBytes how many bytes its value has
 * @param text the value's beginning as text; empty where it isn't UTF-8
 * @param replayed whether a replay of it went through the topic
 */
public record RejectedRecord(
        int partition,
        long offset,
        Instant arrivedAt,
        String reason,
        String field,
        String message,
        String key,
        long valueBytes,
        Optional<String> text,
        boolean replayed) {

    public RejectedRecord {
        requireNonNull(arrivedAt, "arrivedAt");
        requireNonNull(reason, "reason");
        requireNonNull(text, "text");
    }

    /** Its place, {@code partition:offset}. */
    public String place() {
        return partition + ":" + offset;
    }
}
