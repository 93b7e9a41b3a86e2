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

    /** Whether an offset was found nowhere. */
    boolean hasGaps() {
        return everywhere.cardinality() < range.size();
    }

    /** @param readUpTo the offset that every supervisor has read up to; from there on what is not found is pending */
    Partition account(long readUpTo) {
        int size = (int) range.size();
        int read = (int) Math.max(0, Math.min(size, readUpTo - range.from()));
        BitSet missing = new BitSet(size);
        missing.set(0, size);
        missing.andNot(everywhere);
        BitSet pending = (BitSet) missing.clone();
        pending.clear(0, read);
        missing.clear(read, size);
        return new Partition(
                range,
                once(RecordClass.LIVE),
                once(RecordClass.LATE),
                once(RecordClass.REJECTED),
                pending.cardinality(),
                missing.cardinality(),
                repeated.cardinality(),
                examples(missing),
                examples(repeated));
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
