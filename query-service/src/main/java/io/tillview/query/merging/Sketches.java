package io.tillview.query.merging;

import io.tillview.query.catalog.Aggregate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.Union;
import org.apache.datasketches.memory.Memory;
import org.apache.datasketches.quantiles.DoublesSketch;
import org.apache.datasketches.quantilescommon.QuantilesDoublesSketchIterator;

/**
 * Reads estimates from sketches: from one as Druid does, from several as if they were one. The same sketches in the same order give the
 * same estimate.
 *
 * <p>They come from Druid, or from what was kept of its answers: one that can't be read is a fault, and ends in the library's
 * {@code SketchesArgumentException}.
 */
final class Sketches {
    private Sketches() {}

    /** How many different ids some HyperLogLog sketches were made of, rounded as Druid rounds it. */
    static long distinct(List<byte[]> sketches) {
        List<HllSketch> filled = sketches.stream()
                .map(HllSketch::heapify)
                .filter(sketch -> !sketch.isEmpty())
                .toList();
        if (filled.size() < 2) {
            // Alone it knows in which order ids came, and estimates better by that.
            return filled.isEmpty() ? 0 : Math.round(filled.get(0).getEstimate());
        }
        Union union = new Union(Aggregate.HLL_LOG2_REGISTERS);
        filled.forEach(union::update);
        // Not by the order, which is that of pieces: however the ids are cut into them, the number is the same.
        return Math.round(union.getCompositeEstimate());
    }

    /**
     * A quantile of the values that some quantiles sketches were made of; null if there are none.
     *
     * <p>Of several, it is taken over the values that they kept, each weighing what it stands for. The library's union would drop values
     * again, and toss a coin for which: the same sketches would not give the same answer twice.
     *
     * @param fraction which share of the values lies at or below it, above 0
     */
    static Double quantile(List<byte[]> sketches, double fraction) {
        List<DoublesSketch> filled = sketches.stream()
                .map(sketch -> DoublesSketch.heapify(Memory.wrap(sketch)))
                .filter(sketch -> !sketch.isEmpty())
                .toList();
        if (filled.size() < 2) {
            return filled.isEmpty() ? null : (Double) filled.get(0).getQuantile(fraction);
        }
        List<Weighed> kept = new ArrayList<>();
        long all = 0;
        for (DoublesSketch sketch : filled) {
            all = Math.addExact(all, sketch.getN());
            QuantilesDoublesSketchIterator values = sketch.iterator();
            while (values.next()) {
                kept.add(new Weighed(values.getQuantile(), values.getWeight()));
            }
        }
        kept.sort(Comparator.comparingDouble(Weighed::value));
        // As the library counts: the first value at or below which that share of all of them lies.
        long rank = (long) Math.ceil(fraction * all);
        long below = 0;
        for (Weighed value : kept) {
            below += value.weight();
            if (below >= rank) {
                return value.value();
            }
        }
        return kept.get(kept.size() - 1).value();
    }

    private record Weighed(double value, long weight) {}
}
