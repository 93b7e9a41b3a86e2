package io.tillview.ingestion.memory;

import org.apache.druid.query.aggregation.Aggregator;

/**
 * A sketch of distinct values, and an upper bound of its bytes on the heap that follows from how many values it has seen: it
 * keeps up to seven of them in a list of eight numbers of four bytes; more in a hash table of a power of two, from 32 on, that is
 * at most three quarters full; and when that would be larger than the registers are, in registers (Apache DataSketches,
 * {@code org.apache.datasketches.hll}). A value that comes again counts as another.
 *
 * <p>As safe for several threads as the sketch is: Druid adds under its lock, and reads at any time.
 */
final class SizedHllSketch implements Aggregator {

    /** What the objects around a sketch's numbers take, with those of Druid, rounded up. */
    static final int AROUND = 192;

    private static final int LIST = 8;
    private static final int SMALLEST_TABLE = 32;

    private final Aggregator sketch;
    private final int most;
    private long values;
    private long room = LIST - 1;
    private long table = LIST;
    private long bytes;

    /** @param most the bytes of a full sketch */
    SizedHllSketch(Aggregator sketch, int most) {
        this.sketch = sketch;
        this.most = most;
        this.bytes = AROUND + Math.min(most, table * Integer.BYTES);
    }

    /** At most so many bytes are taken now. */
    long bytes() {
        return bytes;
    }

    @Override
    public void aggregate() {
        sketch.aggregate();
        values++;
    }

    @Override
    public long aggregateWithSize() {
        aggregate();
        if (values <= room) {
            return 0;
        }
        table = Math.max(SMALLEST_TABLE, 2 * table);
        room = table * 3 / 4;
        long before = bytes;
        bytes = AROUND + Math.min(most, table * Integer.BYTES);
        return bytes - before;
    }

    @Override
    public Object get() {
        return sketch.get();
    }

    @Override
    public float getFloat() {
        return sketch.getFloat();
    }

    @Override
    public long getLong() {
        return sketch.getLong();
    }

    @Override
    public void close() {
        sketch.close();
    }
}
