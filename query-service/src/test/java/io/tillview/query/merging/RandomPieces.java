package io.tillview.query.merging;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.quantiles.DoublesSketch;
import org.apache.datasketches.quantiles.UpdateDoublesSketch;

/** Sketches as Druid makes them, of values that a test knows. */
final class RandomPieces {
    private RandomPieces() {}

    /** A HyperLogLog sketch of ids. */
    static byte[] ids(List<Long> ids) {
        HllSketch sketch = new HllSketch(12);
        ids.forEach(sketch::update);
        return sketch.toCompactByteArray();
    }

    /** A quantiles sketch of amounts. */
    static byte[] amounts(List<Long> amounts) {
        UpdateDoublesSketch sketch = DoublesSketch.builder().setK(128).build();
        amounts.forEach(sketch::update);
        return sketch.toByteArray(true);
    }

    /** Numbers below a bound. */
    static List<Long> numbers(Random random, int count, int bound) {
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add((long) random.nextInt(bound));
        }
        return numbers;
    }
}
