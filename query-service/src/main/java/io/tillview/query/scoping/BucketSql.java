package io.tillview.query.scoping;

import static java.util.stream.Collectors.joining;

import io.tillview.query.Grain;
import io.tillview.query.Interval;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
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
        List<Odd> odds = odds(grain, zone, interval);
        return odds.isEmpty()
                ? floor
                : odds.stream().map(Odd::sql).collect(joining(" ", "CASE ", " ELSE " + floor + " END"));
    }

    /**
     * A stretch of time for which Druid would name another beginning.
     *
     * @param of its first instant
     * @param to the first instant after it
     * @param begin where the bucket of all its instants begins
     */
    record Odd(Instant of, Instant to, Instant begin) {
        private String sql() {
            return "WHEN " + TIME + " >= " + Literals.instant(of) + " AND " + TIME + " < " + Literals.instant(to)
                    + " THEN " + Literals.instant(begin);
        }
    }

    /** All of them in an interval; in most zones there are none, in the others one or two a year. */
    static List<Odd> odds(Grain grain, ZoneId zone, Interval interval) {
        List<Odd> odds = new ArrayList<>();
        ZoneRules rules = zone.getRules();
        Instant first = grain.floor(interval.from(), zone);
        ZoneOffsetTransition change = rules.nextTransition(first.minusMillis(1));
        while (change != null && change.getInstant().isBefore(interval.to())) {
            (grain.period().startsWith("PT") ? withinADay(grain, change) : ofDays(grain, zone, change))
                    .ifPresent(odds::add);
            change = rules.nextTransition(change.getInstant());
        }
        return odds;
    }

    private static Optional<Odd> withinADay(Grain grain, ZoneOffsetTransition change) {
        long seconds = Duration.parse(grain.period()).toSeconds();
        if (change.getDuration().toSeconds() % seconds == 0) {
            return Optional.empty();
        }
        // Up to where the clock, as it goes after the change, shows a full hour.
        long local =
                change.getInstant().getEpochSecond() + change.getOffsetAfter().getTotalSeconds();
        Instant end = change.getInstant().plusSeconds(seconds - Math.floorMod(local, seconds));
        return Optional.of(new Odd(change.getInstant(), end, change.getInstant()));
    }

    private static Optional<Odd> ofDays(Grain grain, ZoneId zone, ZoneOffsetTransition change) {
        Instant begin = grain.floor(change.getInstant(), zone);
        if (comesTwice(begin.atZone(zone).toLocalDateTime(), change)) {
            LocalDate next = begin.atZone(zone).toLocalDate().plus(Period.parse(grain.period()));
            return Optional.of(
                    new Odd(change.getInstant(), next.atStartOfDay(zone).toInstant(), begin));
        }
        LocalDate day = change.getInstant().atZone(zone).toLocalDate();
        if (grain == Grain.WEEK && isLeftOut(day.atStartOfDay(), change)) {
            Instant tomorrow = day.plusDays(1).atStartOfDay(zone).toInstant();
            return Optional.of(new Odd(change.getInstant(), tomorrow, begin));
        }
        return Optional.empty();
    }

    private static boolean comesTwice(LocalDateTime midnight, ZoneOffsetTransition change) {
        return change.isOverlap()
                && !midnight.isBefore(change.getDateTimeAfter())
                && midnight.isBefore(change.getDateTimeBefore());
    }

    private static boolean isLeftOut(LocalDateTime midnight, ZoneOffsetTransition change) {
        return change.isGap()
                && !midnight.isBefore(change.getDateTimeBefore())
                && midnight.isBefore(change.getDateTimeAfter());
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
