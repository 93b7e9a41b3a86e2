package io.tillview.endtoend;

import io.tillview.endtoend.OracleCells.Estimate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How far estimates are off, together. A sketch's standard error is 1.04 / sqrt(4096). Sketches of the same ids err alike, so what
 * a mean over them may be off does not shrink with their number: only with that of shops and measures, whose ids have nothing to
 * do with each other. Safe for use by several threads.
 */
final class OracleErrors {
    private static final double STANDARD_ERROR = 1.04 / Math.sqrt(4096);
    /** Up to 384 different ids, a sketch keeps them all and counts exactly. */
    private static final int COUNTED_UP_TO = 384;

    private final boolean ofDisjointRows;
    private final Map<String, Sum> clusters = new HashMap<>();
    private long estimates;
    private long within;
    private double worst;

    /** @param ofDisjointRows whether no two rows share many ids, so that each row's error is one of its own */
    OracleErrors(boolean ofDisjointRows) {
        this.ofDisjointRows = ofDisjointRows;
    }

    synchronized void add(String merchant, List<Estimate> more) {
        for (Estimate estimate : more) {
            estimates++;
            within += estimate.isWithin() ? 1 : 0;
            worst = Math.max(worst, Math.abs(estimate.error()) / estimate.bound());
            if (OracleCells.isDistinct(estimate) && estimate.truth() > COUNTED_UP_TO) {
                clusters.computeIfAbsent(
                                merchant + estimate.measure() + (ofDisjointRows ? estimate.row() : ""),
                                name -> new Sum())
                        .add(estimate.error());
            }
        }
    }

    /** How many large distinct counts err each for itself. */
    int independent() {
        return clusters.size();
    }

    long estimates() {
        return estimates;
    }

    double shareWithin() {
        return estimates == 0 ? 1 : within / (double) estimates;
    }

    /** The mean relative error of distinct counts that are too large to be exact. */
    double meanError() {
        return clusters.values().stream().mapToDouble(Sum::mean).average().orElse(0);
    }

    /** What the mean may be off by, if nothing is wrong but chance: four standard errors, which is once in 16,000 runs. */
    double meanErrorAllowed() {
        return 4 * STANDARD_ERROR / Math.sqrt(Math.max(1, clusters.size()));
    }

    String summary() {
        long many = clusters.values().stream().mapToLong(sum -> sum.count).sum();
        return String.format(
                Locale.ROOT,
                "approximate: %,d values, %.2f %% within bound, the worst at %.1f times the bound;"
                        + " mean error of %,d large distinct counts %+.4f (allowed: %.4f)",
                estimates,
                100 * shareWithin(),
                worst,
                many,
                meanError(),
                meanErrorAllowed());
    }

    private static final class Sum {
        private double sum;
        private long count;

        void add(double error) {
            sum += error;
            count++;
        }

        double mean() {
            return sum / count;
        }
    }
}
