package io.tillview.query.journeys;

import io.tillview.query.journeys.RetentionResult.Cohort;
import io.tillview.query.journeys.RetentionResult.Overall;
import io.tillview.query.journeys.RetentionResult.Period;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Turns counts into cohorts and periods.
 *
 * @param query what was asked
 * @param counted by {@link RetentionFold#cohorts()}
 * @param sample of whom
 * @param through all that arrived up to then is in; {@link Instant#MIN} where that isn't known
 */
public record RetentionTable(RetentionQuery query, Map<Long, long[]> counted, VisitorSample sample, Instant through) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX", Locale.ROOT);

    /** The cohorts, in the order of time. */
    public List<Cohort> cohorts() {
        List<Cohort> cohorts = new ArrayList<>();
        counted.forEach((cohort, counts) -> cohorts.add(new Cohort(
                TIME.format(calendar().beginningOf(cohort).atZone(query.zone())),
                sample.scaled(counts[0]),
                Sampled.error(sample, counts[0]),
                periods(cohort, counts))));
        return cohorts;
    }

    /** All cohorts together. */
    public List<Overall> overall() {
        List<Overall> overall = new ArrayList<>();
        for (int period = 0; period <= query.periods(); period++) {
            long of = 0;
            long cameBack = 0;
            for (Map.Entry<Long, long[]> cohort : counted.entrySet()) {
                if (isComplete(cohort.getKey() + period)) {
                    of += cohort.getValue()[0];
                    cameBack += cohort.getValue()[period + 1];
                }
            }
            overall.add(new Overall(
                    period,
                    sample.scaled(of),
                    sample.scaled(cameBack),
                    of == 0 ? null : (Double) ((double) cameBack / of)));
        }
        return overall;
    }

    /** Whether it is an estimate, and how good a one. */
    public Sampled sampled() {
        return Sampled.of(
                sample, counted.values().stream().mapToLong(counts -> counts[0]).sum());
    }

    private List<Period> periods(long cohort, long[] counts) {
        List<Period> periods = new ArrayList<>();
        for (int period = 0; period <= query.periods(); period++) {
            if (!calendar()
                    .beginningOf(cohort + period)
                    .isBefore(query.interval().to())) {
                break;
            }
            periods.add(new Period(
                    period,
                    sample.scaled(counts[period + 1]),
                    (double) counts[period + 1] / counts[0],
                    isComplete(cohort + period)));
        }
        return periods;
    }

    private boolean isComplete(long period) {
        Instant end = calendar().beginningOf(period + 1);
        return !end.isAfter(query.interval().to()) && !end.isAfter(through);
    }

    private CalendarPeriods calendar() {
        return new CalendarPeriods(query.grain(), query.zone());
    }
}
