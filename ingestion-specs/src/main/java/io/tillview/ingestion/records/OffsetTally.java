package io.tillview.ingestion.records;

import io.tillview.ingestion.records.RecordAccount.Partition;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The offsets of one range as they are found: two bits each. Belongs to one thread. */
final class OffsetTally {
    private final OffsetRange range;
    private final Map<RecordClass, BitSet> found = new EnumMap<>(RecordClass.class);
    private final BitSet everywhere;
    private final BitSet repeated;
    private final BitSet tombstones = new BitSet();
    private final BitSet noRecord = new BitSet();

    OffsetTally(OffsetRange range) {
        this.range = range;
        int size = Math.toIntExact(range.size());
        this.everywhere = new BitSet(size);
        this.repeated = new BitSet(size);
        for (RecordClass place : RecordClass.values()) {
            found.put(place, new BitSet(size));
        }
    }

    /** The offset has a row there; one outside the range is a fault of whoever asked. */
    void found(RecordClass place, long offset) {
        if (offset < range.from() || offset >= range.to()) {
            throw new IllegalArgumentException(offset + " isn't in " + range);
        }
        int bit = (int) (offset - range.from());
        if (everywhere.get(bit)) {
            repeated.set(bit);
        }
        everywhere.set(bit);
        found.get(place).set(bit);
    }

    /** These hold no event, as the topic itself says; one that has a row nevertheless is where its row is. */
    void withoutEvent(TopicLookup.Absent absent) {
        tombstones.or(absent.tombstones());
        tombstones.andNot(everywhere);
        noRecord.or(absent.noRecord());
        noRecord.andNot(everywhere);
    }

    /** Whether an offset that may hold an event was found nowhere. */
    boolean hasGaps() {
        return !nowhere().isEmpty();
    }

    /** @param readUpTo the offset that every supervisor has read up to; from there on nothing is missing */
    BitSet missing(long readUpTo) {
        BitSet missing = nowhere();
        missing.clear(read(readUpTo), (int) range.size());
        return missing;
    }

    /**
     * @param readUpTo the offset that every supervisor has read up to; from there on what is not found is pending
     * @param keptFrom the first offset that Kafka still keeps
     */
    Partition account(long readUpTo, long keptFrom) {
        BitSet missing = missing(readUpTo);
        BitSet pending = nowhere();
        pending.clear(0, read(readUpTo));
        return new Partition(
                range,
                once(RecordClass.LIVE),
                once(RecordClass.LATE),
                once(RecordClass.REJECTED),
                tombstones.cardinality(),
                noRecord.cardinality(),
                pending.cardinality(),
                missing.cardinality(),
                repeated.cardinality(),
                Math.max(0, Math.min(range.to(), keptFrom) - range.from()),
                examples(missing),
                examples(repeated));
    }

    private BitSet nowhere() {
        BitSet nowhere = new BitSet((int) range.size());
        nowhere.set(0, (int) range.size());
        nowhere.andNot(everywhere);
        nowhere.andNot(tombstones);
        nowhere.andNot(noRecord);
        return nowhere;
    }

    private int read(long readUpTo) {
        return (int) Math.max(0, Math.min(range.size(), readUpTo - range.from()));
    }

    private long once(RecordClass place) {
        BitSet only = (BitSet) found.get(place).clone();
        only.andNot(repeated);
        return only.cardinality();
    }

    private List<Long> examples(BitSet bits) {
        List<Long> first = new ArrayList<>();
        for (int bit = bits.nextSetBit(0);
                bit >= 0 && first.size() < RecordAccountant.EXAMPLES;
                bit = bits.nextSetBit(bit + 1)) {
            first.add(range.from() + bit);
        }
        return first;
    }
}
