package io.tillview.benchmarks;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.IntStream;

/**
 * One published figure. Its components are the fields of the JSON.
 *
 * @param name what is measured, for example {@code startup.first_answer_seconds}
 * @param value the median of the runs
 * @param unit what one of it is
 * @param against the peer measured in the same run; null where there is none
 * @param ratio the median of the runs' ratios to the peer's; null where there is none
 * @param target what it must reach, or its ratio where there is a peer
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
        return ofRuns(name, unit, null, null, target, false, runs);
    }

    /**
     * The median of runs that have no peer, where more is better.
     *
     * @throws IllegalArgumentException if there was no run
     */
    static Figure moreIsBetter(String name, String unit, double target, List<Double> runs) {
        return ofRuns(name, unit, null, null, target, true, runs);
    }

    /**
     * The median of runs, and that of their ratios to the peer's, each to the one measured in the same run.
     *
     * @param against what the peer is
     * @param target what the ratio must reach
     * @param peers the peer's, run by run
     * @throws IllegalArgumentException if there was no run, or the peer has more or fewer
     */
    static Figure against(
            String name,
            String unit,
            double target,
            boolean higherIsBetter,
            String against,
            List<Double> runs,
            List<Double> peers) {
        if (runs.size() != peers.size()) {
            throw new IllegalArgumentException(runs.size() + " runs have a peer's " + peers.size());
        }
        List<Double> ratios = IntStream.range(0, runs.size())
                .mapToObj(run -> runs.get(run) / peers.get(run))
                .toList();
        return ofRuns(name, unit, requireNonNull(against, "against"), ratios, target, higherIsBetter, runs);
    }

    private static Figure ofRuns(
            String name,
            String unit,
            String against,
            List<Double> ratios,
            double target,
            boolean higherIsBetter,
            List<Double> runs) {
        List<Double> sorted = runs.stream().sorted().toList();
        return new Figure(
                name,
                Percentiles.median(sorted),
                unit,
                against,
                ratios == null ? null : Percentiles.median(ratios),
                target,
                higherIsBetter,
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
