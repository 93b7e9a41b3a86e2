package io.tillview.ingestion.records;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Where the records of some ranges went. Every offset is counted once: in one class, as holding no event, as pending, as missing, or as found in
 * several places.
 *
 * @param partitions the account of each range, in the order of the ranges
 */
public record RecordAccount(List<Partition> partitions) {

    public RecordAccount {
        partitions = List.copyOf(partitions);
    }

    /**
     * The account of one range.
     *
     * @param range which records
     * @param live found in {@code merchant_events}, and nowhere else
     * @param late found in {@code late_events}, and nowhere else
     * @param rejected found in {@code rejected_records}, and nowhere else
     * @param tombstones found nowhere, for their records have no value: Druid passes them over
     * @param noRecord found nowhere, for no reader ever gets a record there: markers of transactions, what they took back
     * @param pending found nowhere, and not read yet by all supervisors
     * @param missing found nowhere, though all supervisors have read further
     * @param repeated found in several places, or several times in one
     * @param noLongerKept how many of the offsets Kafka no longer keeps; what of them has no row counts as missing, for nobody can
     *     say whether it was an event
     * @param missingExamples the first of the missing offsets, up to {@link RecordAccountant#EXAMPLES}
     * @param repeatedExamples the first of the repeated offsets, likewise
     */
    public record Partition(
            OffsetRange range,
            long live,
            long late,
            long rejected,
            long tombstones,
            long noRecord,
            long pending,
            long missing,
            long repeated,
            long noLongerKept,
            List<Long> missingExamples,
            List<Long> repeatedExamples) {

        public Partition {
            missingExamples = List.copyOf(missingExamples);
            repeatedExamples = List.copyOf(repeatedExamples);
        }
    }

    /** All offsets. */
    public long offsets() {
        return sum(partition -> partition.range().size());
    }

    public long live() {
        return sum(Partition::live);
    }

    public long late() {
        return sum(Partition::late);
    }

    public long rejected() {
        return sum(Partition::rejected);
    }

    public long tombstones() {
        return sum(Partition::tombstones);
    }

    public long noRecord() {
        return sum(Partition::noRecord);
    }

    /** What holds no event and never did. */
    public long withoutEvent() {
        return tombstones() + noRecord();
    }

    public long pending() {
        return sum(Partition::pending);
    }

    public long missing() {
        return sum(Partition::missing);
    }

    public long repeated() {
        return sum(Partition::repeated);
    }

    /** Whether every offset is in exactly one of live, late and rejected, or holds no event. */
    public boolean isComplete() {
        return live() + late() + rejected() + withoutEvent() == offsets();
    }

    private long sum(ToLongFunction<Partition> of) {
        return partitions.stream().mapToLong(of).sum();
    }
}
