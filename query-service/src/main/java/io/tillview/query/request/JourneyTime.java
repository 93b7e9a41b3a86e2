package io.tillview.query.request;

import io.tillview.query.Grain;
import io.tillview.query.Interval;
import io.tillview.query.journeys.FunnelQuery;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/** Reads which time a journey is looked at in, and how it is cut. Safe for use by many threads. */
final class JourneyTime {
    /** The most buckets of one answer. */
    static final int MAX_BUCKETS = 1_000;

    private final TimeReader time;

    JourneyTime(TimeReader time) {
        this.time = time;
    }

    Grain grain(Fields fields, Violations violations) {
        return time.grain(fields, violations);
    }

    ZoneId zone(Fields fields, Violations violations) {
        return time.zone(fields, violations);
    }

    /** What {@code timeRange} comes to; empty, and said, where that is nothing, too long, or too much for the grain. */
    Optional<Interval> interval(Fields fields, Grain grain, ZoneId zone, Violations violations) {
        return new TimeRangeReader(violations)
                .read(fields)
                .flatMap(range -> time.interval(fields, "timeRange", range, grain, zone))
                .filter(interval -> {
                    Duration length = Duration.between(interval.from(), interval.to());
                    if (length.compareTo(FunnelQuery.MAX_INTERVAL) > 0) {
                        fields.violation(
                                "timeRange",
                                "At most " + FunnelQuery.MAX_INTERVAL.toDays() + " days can be looked at at once.");
                        return false;
                    }
                    if (grain != Grain.NONE && length.dividedBy(shortest(grain)) > MAX_BUCKETS) {
                        fields.violation("grain", "The range has more than " + MAX_BUCKETS + " of these.");
                        return false;
                    }
                    return true;
                });
    }

    /** Days and what is made of them at their shortest, but for the hour that the clocks may lose. */
    private static Duration shortest(Grain grain) {
        return switch (grain) {
            case NONE -> throw new IllegalArgumentException("Nothing is cut.");
            case MINUTE -> Duration.ofMinutes(1);
            case QUARTER_HOUR -> Duration.ofMinutes(15);
            case HOUR -> Duration.ofHours(1);
            case DAY -> Duration.ofDays(1);
            case WEEK -> Duration.ofDays(7);
            case MONTH -> Duration.ofDays(28);
            case QUARTER -> Duration.ofDays(90);
            case YEAR -> Duration.ofDays(365);
        };
    }
}
