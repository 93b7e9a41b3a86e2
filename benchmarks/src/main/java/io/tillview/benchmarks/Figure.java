package io.tillview.benchmarks;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One published figure. Its components are the fields of the JSON.
 *
 * @param name what is measured, for example {@code startup.first_answer_seconds}
 * @param value the median of the runs
 * @param unit what one of it is
 * @param against the peer measured in the same run; null where there is none
 * @param ratio the value by the peer's; null where there is none
 * @param target what it must reach
 * @param higherIsBetter whether more is better
 * @param runs how many there were
 * @param min the least of them
 * @param max the most of them
 */
public record Figure(
        String name,
        double value,
        String unit,
        String against,
        Double ratio,
        double target,
        boolean higherIsBetter,
        int runs,
        double min,
        double max) {

    /** @throws NullPointerException if the name or unit is null */
    public Figure {
        requireNonNull(name, "name");
        requireNonNull(unit, "unit");
    }

    /**
     * The median of runs that have no peer, where less is better.
     *
     * @throws IllegalArgumentException if there was no run
     */
    static Figure lessIsBetter(String name, String unit, double target, List<Double> runs) {
        List<Double> sorted = runs.stream().sorted().toList();
        return new Figure(
                name,
                Percentiles.median(sorted),
                unit,
                null,
                null,
                target,
                false,
                sorted.size(),
                sorted.get(0),
                sorted.get(sorted.size() - 1));
    }

    /** Whether it reaches its target. */
    public boolean reachesTarget() {
        double measured = ratio == null ? value : ratio;
        return higherIsBetter ? measured >= target : measured <= target;
    }
}
