package io.tillview.query;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The buckets of some of whose instants Druid thinks otherwise, so that each has to be named in SQL: those of {@link MidnightChanges},
 * and such as a change of the clocks cuts in two. In most zones there are none, else one or two a year.
 */
public final class OddBuckets {
    /** The most that a question may have: those of twenty years, which nobody has data of. */
    public static final int MAX = 40;

    private OddBuckets() {}

    /**
     * Each such bucket, whole.
     *
     * @param interval which time
     * @param grain how it is cut; there are none in what isn't
     * @param zone where days begin
     */
    public static List<Interval> within(Interval interval, Grain grain, ZoneId zone) {
        if (grain == Grain.NONE || grain.isDayOrLonger()) {
            return MidnightChanges.within(interval, grain, zone);
        }
        List<Interval> odd = new ArrayList<>();
        ZoneRules rules = zone.getRules();
        Instant first = grain.floor(interval.from(), zone);
        // A bucket may begin with the very change.
        ZoneOffsetTransition change = rules.nextTransition(first.minusMillis(1));
        while (change != null && change.getInstant().isBefore(interval.to())) {
            cut(grain, change).ifPresent(odd::add);
            change = rules.nextTransition(change.getInstant());
        }
        return odd;
    }

    private static Optional<Interval> cut(Grain grain, ZoneOffsetTransition change) {
        long seconds = Duration.parse(grain.period()).toSeconds();
        if (change.getDuration().toSeconds() % seconds == 0) {
            return Optional.empty();
        }
        // Up to where the clock, as it goes after the change, shows a full hour.
        long local =
                change.getInstant().getEpochSecond() + change.getOffsetAfter().getTotalSeconds();
        Instant end = change.getInstant().plusSeconds(seconds - Math.floorMod(local, seconds));
        return Optional.of(new Interval(change.getInstant(), end));
    }
}
