package io.tillview.ingestion.records;

import io.tillview.ingestion.BrokerClient;
import io.tillview.ingestion.OverlordClient;
import io.tillview.ingestion.ReadOffsets;
import io.tillview.ingestion.records.RecordAccount.Partition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Accounts for records: looks for every single offset in the three places it may have gone to.
 *
 * <p>An offset that is in none of them is looked up in the topic: it may hold no event. What it finds is what Druid answers, so it proves as well that every row can be queried. Two bits of memory an offset, for
 * {@value #PART} offsets at a time. Blocks; belongs to one thread.
 */
public final class RecordAccountant {
    /** How many missing or repeated offsets of a range are named. */
    public static final int EXAMPLES = 10;

    private static final long PART = 4_000_000;
    private static final long PAUSE_MILLIS = 500;

    private final BrokerClient broker;
    private final OverlordClient overlord;
    private final TopicLookup topic;
    private final Duration patience;

    /** @param patience how long to look again for what was read by now but can't be found, or isn't read yet */
    public RecordAccountant(BrokerClient broker, OverlordClient overlord, TopicLookup topic, Duration patience) {
        this.broker = broker;
        this.overlord = overlord;
        this.topic = topic;
        this.patience = patience;
    }

    /**
     * Accounts for all records of the ranges.
     *
     * @param progress is told how many offsets are done
     * @throws io.tillview.ingestion.IngestionException if Druid or Kafka can't be asked
     */
    public RecordAccount account(List<OffsetRange> ranges, LongConsumer progress) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        List<Partition> partitions = new ArrayList<>();
        long done = 0;
        for (OffsetRange range : ranges) {
            // An empty range has its line, too.
            long from = range.from();
            do {
                OffsetRange part = range.part(from, Math.min(range.to(), from + PART));
                partitions.add(account(part, deadline));
                done += part.size();
                progress.accept(done);
                from = part.to();
            } while (from < range.to());
        }
        return new RecordAccount(partitions);
    }

    private Partition account(OffsetRange range, long deadline) throws InterruptedException {
        // What is read before the rows are looked for has to be found among them.
        long readUpTo = readUpTo(range);
        OffsetTally tally = tally(range, readUpTo);
        while (tally.hasGaps() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            readUpTo = readUpTo(range);
            tally = tally(range, readUpTo);
        }
        return tally.account(readUpTo, topic.keptFrom(range.partition()));
    }

    private OffsetTally tally(OffsetRange range, long readUpTo) {
        OffsetTally tally = tally(range);
        BitSet missing = tally.missing(readUpTo);
        if (!missing.isEmpty()) {
            tally.withoutEvent(topic.look(range, missing));
        }
        return tally;
    }

    private OffsetTally tally(OffsetRange range) {
        OffsetTally tally = new OffsetTally(range);
        if (range.size() > 0) {
            for (RecordClass place : RecordClass.values()) {
                broker.forEachRow(
                        place.datasource(),
                        place.offsetsSql(range),
                        row -> tally.found(place, row.get(0).asLong()));
            }
        }
        return tally;
    }

    /** The offset that the slowest task of the slowest supervisor comes to next; 0 where one has no task. */
    private long readUpTo(OffsetRange range) {
        long least = Long.MAX_VALUE;
        for (RecordClass place : RecordClass.values()) {
            least = Math.min(
                    least, ReadOffsets.ask(overlord, place.datasource()).next(range.partition()));
        }
        return least;
    }
}
