package io.tillview.benchmarks;

import java.util.List;

/** Middles and edges of measured numbers. */
final class Percentiles {
    private Percentiles() {}

    /**
     * The middle one, or the mean of the two in the middle.
     *
     * @throws IllegalArgumentException if there is none
     */
    static double median(List<Double> numbers) {
        List<Double> sorted = sorted(numbers);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /**
     * The least number that so large a share of all does not exceed (nearest rank).
     *
     * @param share 0 to 1
     * @throws IllegalArgumentException if there is no number
     */
    static double percentile(List<Double> numbers, double share) {
        List<Double> sorted = sorted(numbers);
        int rank = (int) Math.ceil(share * sorted.size());
        return sorted.get(Math.max(1, rank) - 1);
    }

    private static List<Double> sorted(List<Double> numbers) {
        if (numbers.isEmpty()) {
            throw new IllegalArgumentException("Nothing was measured");
        }
        return numbers.stream().sorted().toList();
    }
}
