package io.tillview.ingestion.memory;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.druid.query.aggregation.Aggregator;
import org.junit.jupiter.api.Test;

class SizedHllSketchTest {

    private static final int PREAMBLE = 40;

    /** What a sketch keeps, written out as it lies in memory, is never more than what we say, less what is around it. */
    @Property(tries = 200)
    void never_says_less_than_the_sketch_keeps(
            @ForAll @IntRange(min = 4, max = 14) int lgK,
            @ForAll TgtHllType type,
            @ForAll @IntRange(min = 1, max = 6_000) int values,
            @ForAll @IntRange(min = 1, max = 3) int repeats,
            @ForAll long seed) {
        var given = new Values(lgK, type, seed, repeats);
        var sized = new SizedHllSketch(given, HllSketch.getMaxUpdatableSerializationBytes(lgK, type));
        long said = sized.bytes();

        for (int i = 0; i < values; i++) {
            said += sized.aggregateWithSize();

            assertThat(given.sketch.getUpdatableSerializationBytes() - PREAMBLE)
                    .as("after %d values", i + 1)
                    .isLessThanOrEqualTo((int) said - SizedHllSketch.AROUND);
        }
        assertThat(sized.bytes()).isEqualTo(said);
        assertThat(sized.get()).isSameAs(given.sketch);
    }

    @Test
    void says_a_tenth_of_a_full_sketch_for_a_handful_of_values_and_never_more_than_a_full_one() {
        var values = new Values(12, TgtHllType.HLL_4, 7, 1);
        int full = HllSketch.getMaxUpdatableSerializationBytes(12, TgtHllType.HLL_4);
        var sized = new SizedHllSketch(values, full);

        for (int i = 0; i < 7; i++) {
            assertThat(sized.aggregateWithSize()).isZero();
        }
        assertThat(sized.bytes() - SizedHllSketch.AROUND).isEqualTo(32).isLessThan(full / 10);

        for (int i = 0; i < 100_000; i++) {
            sized.aggregateWithSize();
        }
        assertThat(sized.bytes()).isEqualTo(SizedHllSketch.AROUND + full);
    }

    /** A sketch that is given another value each time, or each second or third time. */
    private static final class Values implements Aggregator {
        private final HllSketch sketch;
        private final long seed;
        private final int repeats;
        private long count;

        Values(int lgK, TgtHllType type, long seed, int repeats) {
            this.sketch = new HllSketch(lgK, type);
            this.seed = seed;
            this.repeats = repeats;
        }

        @Override
        public void aggregate() {
            sketch.update(seed + count / repeats);
            count++;
        }

        @Override
        public Object get() {
            return sketch;
        }

        @Override
        public float getFloat() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long getLong() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            // Nothing to close.
        }
    }
}
