package io.tillview.query.scoping;

import static java.util.stream.Collectors.joining;

import io.tillview.query.Grain;
import io.tillview.query.Interval;
import io.tillview.query.OddBuckets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;

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
     * @param interval all rows lie in it; each of its odd buckets makes the SQL longer
     */
    static String of(Grain grain, ZoneId zone, Interval interval) {
        boolean sameInUtc = grain == Grain.QUARTER_HOUR && keepsQuarterHours(zone, interval);
        String floor = "TIME_FLOOR(" + TIME + ", '" + grain.period() + "', NULL, "
                + Literals.text(sameInUtc ? "UTC" : zone.getId()) + ")";
        List<Interval> odd = OddBuckets.within(interval, grain, zone);
        return odd.isEmpty()
                ? floor
                : odd.stream().map(BucketSql::when).collect(joining("", "CASE", " ELSE " + floor + " END"));
    }

    private static String when(Interval bucket) {
        return " WHEN " + TIME + " >= " + Literals.instant(bucket.from()) + " AND " + TIME + " < "
                + Literals.instant(bucket.to()) + " THEN " + Literals.instant(bucket.from());
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
