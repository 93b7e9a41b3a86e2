package io.tillview.query.journeys;

import io.tillview.query.Grain;
import io.tillview.query.journeys.FunnelResult.Row;
import io.tillview.query.journeys.FunnelResult.Step;
import io.tillview.query.journeys.FunnelResult.TimeRow;
import io.tillview.query.journeys.FunnelResult.ValueRow;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Turns tallies into steps and rows.
 *
 * @param query what was asked
 * @param fold what was counted
 * @param values the dimension's values, by group; the first is {@link JourneyEvents#NO_GROUP}'s and of no interest; may hold null
 * @param sample of whom
 */
public record FunnelTable(FunnelQuery query, FunnelFold fold, List<String> values, VisitorSample sample) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX", Locale.ROOT);

    /** The whole. */
    public List<Step> steps() {
        return steps(fold.total());
    }

    /** By time in its order; by dimension the most visitors first, then by value, null before all others. */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        if (query.grain() != Grain.NONE) {
            fold.rows()
                    .forEach((millis, tally) -> rows.add(
                            new TimeRow(TIME.format(Instant.ofEpochMilli(millis).atZone(query.zone())), steps(tally))));
            return rows;
        }
        Comparator<Map.Entry<Long, FunnelTally>> mostFirst =
                Comparator.comparingLong(row -> -row.getValue().visitors(0));
        fold.rows().entrySet().stream()
                .sorted(mostFirst.thenComparing(this::value, Comparator.nullsFirst(Comparator.naturalOrder())))
                .forEach(row -> rows.add(new ValueRow(value(row), steps(row.getValue()))));
        return rows;
    }

    /** Whether it is an estimate, and how good a one. */
    public Sampled sampled() {
        return Sampled.of(sample, fold.total().visitors(0));
    }

    private String value(Map.Entry<Long, FunnelTally> row) {
        return values.get(Math.toIntExact(row.getKey()));
    }

    private List<Step> steps(FunnelTally tally) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < query.steps().size(); i++) {
            steps.add(new Step(
                    query.steps().get(i).eventType().orElse(null),
                    sample.scaled(tally.visitors(i)),
                    ratio(tally.visitors(i), tally.visitors(0)),
                    i == 0 ? null : ratio(tally.visitors(i), tally.visitors(i - 1)),
                    i == 0 ? null : boxed(tally.medianSeconds(i)),
                    Sampled.error(sample, tally.visitors(i))));
        }
        return steps;
    }

    private static Double ratio(long part, long whole) {
        return whole == 0 ? null : (Double) ((double) part / whole);
    }

    private static Double boxed(OptionalDouble number) {
        return number.isPresent() ? (Double) number.getAsDouble() : null;
    }
}
