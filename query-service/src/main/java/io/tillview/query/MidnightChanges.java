package io.tillview.query;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The buckets in which a zone's clocks are changed at midnight, as Cuba's, Chile's and Lebanon's are. Joda-Time, and so Druid,
 * makes two buckets of some of them: one begins with the first midnight of the day, one with the second, or an hour
 * off.
 */
public final class MidnightChanges {
    private MidnightChanges() {}

    /**
     * Each such bucket, whole.
     *
     * @param interval which time
     * @param grain how it is cut; none are given for what is shorter than a day
     * @param zone where days begin
     */
    public static List<Interval> within(Interval interval, Grain grain, ZoneId zone) {
        Set<Interval> buckets = new LinkedHashSet<>();
        if (!grain.isDayOrLonger()) {
            return List.of();
        }
        Instant from = grain.floor(interval.from(), zone);
        // A bucket may begin with the very change.
        ZoneOffsetTransition change = zone.getRules().nextTransition(from.minusMillis(1));
        while (change != null && change.getInstant().isBefore(interval.to())) {
            if (isAroundMidnight(change)) {
                Instant start = grain.floor(change.getInstant(), zone);
                buckets.add(new Interval(start, grain.after(change.getInstant(), zone)));
            }
            change = zone.getRules().nextTransition(change.getInstant());
        }
        return List.copyOf(buckets);
    }

    private static boolean isAroundMidnight(ZoneOffsetTransition change) {
        LocalDateTime earlier = change.isGap() ? change.getDateTimeBefore() : change.getDateTimeAfter();
        LocalDateTime later = change.isGap() ? change.getDateTimeAfter() : change.getDateTimeBefore();
        return !later.toLocalDate().atStartOfDay().isBefore(earlier);
    }
}
