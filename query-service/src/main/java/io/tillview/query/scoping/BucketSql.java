package io.tillview.query.scoping;

import static java.util.stream.Collectors.joining;

import io.tillview.query.Grain;
import io.tillview.query.Interval;
import io.tillview.query.MidnightChanges;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * SQL for where the bucket begins that a row lies in: {@code TIME_FLOOR}, but for stretches of time where Druid means another
 * instant than {@link Grain#floor}:
 *
 * <ul>
 *   <li>A day whose midnight comes twice (Havana, the Azores) begins for Druid at the first for events before the second, and at
 *       the second for all others: one day would be two rows.
 *   <li>The week of a day that has no midnight (there, and in Cairo) begins for that day's events at one o'clock on Monday.
 *   <li>An hour that begins with a change of half an hour (Lord Howe) begins for Druid half an hour earlier, within the hour
 *       before.
 * </ul>
 *
 * <p>Druid counts quarter hours from what a zone called midnight when 1970 began, which some (Kiritimati) did at an odd minute.
 * They are the same in every zone whose offset is one of quarter hours, so they are counted in UTC.
 */
final class BucketSql {
    private static final int QUARTER_HOUR_SECONDS = 900;
    private static final String TIME = "\"__time\"";

    private BucketSql() {}

    /**
     * The SQL, a TIMESTAMP.
     *
     * @param grain not {@link Grain#NONE}
     * @param zone where days begin
     * @param interval all rows lie in it
     */
    static String of(Grain grain, ZoneId zone, Interval interval) {
        boolean sameInUtc = grain == Grain.QUARTER_HOUR && keepsQuarterHours(zone, interval);
        String floor = "TIME_FLOOR(" + TIME + ", '" + grain.period() + "', NULL, "
                + Literals.text(sameInUtc ? "UTC" : zone.getId()) + ")";
        List<Interval> odd = odd(grain, zone, interval);
        return odd.isEmpty()
                ? floor
                : odd.stream().map(BucketSql::when).collect(joining("", "CASE", " ELSE " + floor + " END"));
    }

    private static String when(Interval bucket) {
        return " WHEN " + TIME + " >= " + Literals.instant(bucket.from()) + " AND " + TIME + " < "
                + Literals.instant(bucket.to()) + " THEN " + Literals.instant(bucket.from());
    }

    /** The buckets, each whole, of some of whose instants Druid thinks otherwise; in most zones there are none, else one or two a year. */
    static List<Interval> odd(Grain grain, ZoneId zone, Interval interval) {
        if (grain.isDayOrLonger()) {
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

    private static boolean keepsQuarterHours(ZoneId zone, Interval interval) {
        ZoneRules rules = zone.getRules();
        boolean kept = isQuarterHours(rules.getOffset(interval.from()));
        ZoneOffsetTransition change = rules.nextTransition(interval.from());
        while (kept && change != null && change.getInstant().isBefore(interval.to())) {
            kept = isQuarterHours(change.getOffsetAfter());
            change = rules.nextTransition(change.getInstant());
        }
        return kept;
    }

    private static boolean isQuarterHours(ZoneOffset offset) {
        return offset.getTotalSeconds() % QUARTER_HOUR_SECONDS == 0;
    }
}
