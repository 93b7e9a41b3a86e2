package io.tillview.ingestion.checks;

import io.tillview.ingestion.BrokerClient;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Holds a rollup to the detail it has to agree with, hour by hour: counts and sums by event type and currency to the last unit,
 * distinct counts within the bound of their sketches.
 *
 * <p>Detail and rollup are read by supervisors of their own, so an hour that events still come into may differ for a moment.
 * The detail is asked before and after the rollup; hours that differ are looked at again for as long as patience lasts, and where the
 * detail never stood still, the finding says so. Blocks; belongs to one thread.
 */
public final class RollupCheck {
    /** Three standard errors of an HLL sketch with lgK 12: 3 × 1.04 / √4096. */
    public static final double DISTINCT_BOUND = 3 * 1.04 / 64;

    private static final String DETAIL = "merchant_events";
    private static final long PAUSE_MILLIS = 1_000;

    private final BrokerClient broker;
    private final Duration patience;

    /** @param patience how long to look again at hours that differ */
    public RollupCheck(BrokerClient broker, Duration patience) {
        this.broker = broker;
        this.patience = patience;
    }

    /**
     * What was compared and what differs.
     *
     * @param hours how many hours hold something
     * @param figures how many figures were compared
     * @param findings what differs; empty when all agrees
     */
    public record Report(int hours, int figures, List<RollupFinding> findings) {
        public Report {
            findings = List.copyOf(findings);
        }
    }

    /**
     * Compares whole hours.
     *
     * @param rollup the rollup's datasource
     * @param from the first hour's beginning; cut to the hour
     * @param to the end, exclusive; cut to the hour
     * @throws io.tillview.ingestion.IngestionException if the Broker can't be asked
     */
    public Report check(String rollup, Instant from, Instant to) throws InterruptedException {
        Instant first = from.truncatedTo(ChronoUnit.HOURS);
        Instant end = to.truncatedTo(ChronoUnit.HOURS);
        long deadline = System.nanoTime() + patience.toNanos();
        Report report = compare(rollup, first, end);
        while (!report.findings().isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            report = compare(rollup, first, end);
        }
        return report;
    }

    private Report compare(String rollup, Instant from, Instant to) {
        HourFigures before = HourFigures.ofDetail(broker, DETAIL, from, to);
        HourFigures rolledUp = HourFigures.ofRollup(broker, rollup, from, to);
        HourFigures after = HourFigures.ofDetail(broker, DETAIL, from, to);
        TreeSet<Instant> hours = HourFigures.hours(after, rolledUp);
        List<RollupFinding> findings = new ArrayList<>();
        int figures = 0;
        for (Instant hour : hours) {
            boolean moving = !before.exactOf(hour).equals(after.exactOf(hour));
            Map<String, Double> exact = after.exactOf(hour);
            TreeSet<String> names = new TreeSet<>(exact.keySet());
            names.addAll(rolledUp.exactOf(hour).keySet());
            for (String name : names) {
                figures++;
                add(findings, rollup, hour, name, exact, rolledUp.exactOf(hour), 0, moving);
            }
            for (String name : after.distinctOf(hour).keySet()) {
                figures++;
                add(
                        findings,
                        rollup,
                        hour,
                        name,
                        after.distinctOf(hour),
                        rolledUp.distinctOf(hour),
                        DISTINCT_BOUND,
                        moving);
            }
        }
        return new Report(hours.size(), figures, findings);
    }

    private static void add(
            List<RollupFinding> findings,
            String rollup,
            Instant hour,
            String name,
            Map<String, Double> detail,
            Map<String, Double> rolledUp,
            double bound,
            boolean moving) {
        double expected = detail.getOrDefault(name, 0.0);
        double got = rolledUp.getOrDefault(name, 0.0);
        if (Math.abs(got - expected) > bound * expected) {
            findings.add(new RollupFinding(rollup, hour, name, expected, got, moving));
        }
    }
}
