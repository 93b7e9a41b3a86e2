package io.tillview.query.simulation;

import io.tillview.query.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What becomes of segments while events come in: the running hour grows, is handed off, and is laid out later; once a day late events
 * are merged into some hours and the hours of a day a week ago become one chunk; and one day is processed again.
 */
final class LiveIngestion {
    /** How far back questions reach, and a little more. */
    private static final Duration HISTORY = Duration.ofDays(64);

    private static final int MERGED_PER_THOUSAND = 15;
    private static final Duration MERGES_AT = Duration.ofHours(3);
    private static final Duration DAY_CHUNK_AT = Duration.ofHours(2);
    private static final Duration DAY_CHUNK_AGE = Duration.ofDays(8);
    private static final Duration REINDEX_AT = Duration.ofHours(14);
    private static final Duration REINDEX_AGE = Duration.ofDays(10);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private LiveIngestion() {}

    /** What is served before any of it: hours of nothing but the past, and some to come. */
    static HourTimeline before(Scenario scenario) {
        return HourTimeline.closed(
                scenario.begin().minus(HISTORY), scenario.end().plus(DAY));
    }

    /** All that changes, in order; what comes before the day begins is part of how it begins. */
    static List<SegmentChange> of(Scenario scenario) {
        Instant begin = scenario.begin();
        List<SegmentChange> changes = new ArrayList<>();
        Duration back = scenario.layOut().plus(HOUR);
        for (Instant hour = begin.minusSeconds(back.toHours() * HOUR.toSeconds());
                hour.isBefore(scenario.end());
                hour = hour.plus(HOUR)) {
            Interval hours = new Interval(hour, hour.plus(HOUR));
            changes.add(new SegmentChange(hour, hours, true));
            changes.add(new SegmentChange(hours.to().plus(scenario.handOff()), hours, false));
            changes.add(new SegmentChange(hours.to().plus(scenario.layOut()), hours, false));
        }
        SplittableRandom random = new SplittableRandom(~scenario.seed());
        Instant settled = begin.plus(MERGES_AT).minus(back);
        for (Instant hour = begin.minus(HISTORY); hour.plus(HOUR).isBefore(settled); hour = hour.plus(HOUR)) {
            if (random.nextInt(1_000) < MERGED_PER_THOUSAND) {
                changes.add(new SegmentChange(begin.plus(MERGES_AT), new Interval(hour, hour.plus(HOUR)), false));
            }
        }
        Instant week = begin.minus(DAY_CHUNK_AGE);
        changes.add(new SegmentChange(begin.plus(DAY_CHUNK_AT), new Interval(week, week.plus(DAY)), false));
        Instant past = begin.minus(REINDEX_AGE);
        changes.add(new SegmentChange(begin.plus(REINDEX_AT), new Interval(past, past.plus(DAY)), false));
        changes.sort(Comparator.comparing(SegmentChange::at));
        return changes;
    }
}
