package io.tillview.ingestion.merging;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * How what a datasource holds of late events compares with what arrived, told for each hour in which they occurred. Reprocessing may
 * have taken some of these hours from the detail already, where a rollup hasn't merged the others yet.
 *
 * @param missing the times whose events aren't merged, the earliest first; they neither overlap nor touch hours that are merged
 * @param contradictory an hour that holds neither what had arrived before, nor that and what has arrived since, as a text with the
 *     numbers; empty if there is none
 */
record MergeComparison(List<Span> missing, String contradictory) {

    /**
     * A time.
     *
     * @param from its first instant
     * @param to its end, exclusive
     */
    record Span(Instant from, Instant to) {}

    MergeComparison {
        missing = List.copyOf(missing);
    }

    /** Whether all that arrived is merged, and nothing twice. */
    boolean isMerged() {
        return missing.isEmpty() && contradictory.isEmpty();
    }

    /**
     * Compares numbers by hour of occurrence; an hour that isn't named has none.
     *
     * @param hour the arrival hour whose events are to be merged
     * @param before late events that arrived before it
     * @param after those, and what arrived in it
     * @param merged what the datasource holds
     */
    static MergeComparison of(
            ArrivalHour hour,
            SortedMap<Instant, Long> before,
            SortedMap<Instant, Long> after,
            SortedMap<Instant, Long> merged) {
        TreeSet<Instant> hours = new TreeSet<>(after.keySet());
        hours.addAll(merged.keySet());
        List<Span> missing = new ArrayList<>();
        StringBuilder contradictory = new StringBuilder();
        Instant open = null;
        for (Instant at : hours) {
            long held = of(merged, at);
            boolean isMissing = held == of(before, at) && held < of(after, at);
            boolean isMerged = held == of(after, at);
            if (isMissing && open == null) {
                open = at;
            } else if (!isMissing && open != null) {
                missing.add(within(hour, open, at));
                open = null;
            }
            if (!isMissing && !isMerged && contradictory.length() == 0) {
                contradictory.append(held + " merged events of " + at + " where " + of(before, at)
                        + " had arrived before and " + of(after, at) + " by the end of " + hour.start());
            }
        }
        if (open != null) {
            missing.add(within(hour, open, hour.to()));
        }
        return new MergeComparison(missing, contradictory.toString());
    }

    private static Span within(ArrivalHour hour, Instant from, Instant to) {
        return new Span(from.isBefore(hour.from()) ? hour.from() : from, to.isAfter(hour.to()) ? hour.to() : to);
    }

    private static long of(Map<Instant, Long> counts, Instant hour) {
        return counts.getOrDefault(hour, 0L);
    }
}
