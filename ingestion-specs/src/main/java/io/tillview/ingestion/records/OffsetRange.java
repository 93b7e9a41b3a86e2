package io.tillview.ingestion.records;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/**
 * Neighbouring records of a partition.
 *
 * @param partition the partition, 0 or more
 * @param from the first offset
 * @param to the offset after the last
 * @param firstArrival when the first record came, in milliseconds since 1970; empty when Kafka no longer has it
 * @param lastArrival when the last record came; empty when Kafka no longer has it
 */
public record OffsetRange(int partition, long from, long to, OptionalLong firstArrival, OptionalLong lastArrival) {

    /** @throws IllegalArgumentException if it ends before it begins */
    public OffsetRange {
        requireNonNull(firstArrival, "firstArrival");
        requireNonNull(lastArrival, "lastArrival");
        if (partition < 0 || from < 0 || to < from) {
            throw new IllegalArgumentException(
                    "no range of offsets: partition " + partition + ", " + from + " to " + to);
        }
    }

    /** How many offsets it has. */
    public long size() {
        return to - from;
    }

    /** A part of it, with the same bounds of arrival. */
    OffsetRange part(long partFrom, long partTo) {
        return new OffsetRange(partition, partFrom, partTo, firstArrival, lastArrival);
    }
}
