package io.tillview.query;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/** A range as the calendar of a zone sees it. */
final class CalendarRange {
    private static final int WEEKS_OF_A_YEAR = 52;

    private final Interval range;
    private final ZoneId zone;
    private final ZonedDateTime from;
    private final ZonedDateTime to;

    CalendarRange(Interval range, ZoneId zone) {
        this.range = range;
        this.zone = zone;
        this.from = range.from().atZone(zone);
        this.to = range.to().atZone(zone);
    }

    /** What came just before it: as many whole months, else as many whole days, else as much time; it ends where this begins. */
    Interval periodBefore() {
        if (isWholeMonths()) {
            return new Interval(startOf(fromDate().minusMonths(months())), range.from());
        }
        if (isWholeDays()) {
            return new Interval(startOf(fromDate().minusDays(days())), range.from());
        }
        if (days() > 0 && from.toLocalTime().equals(to.toLocalTime())) {
            return new Interval(from.minusDays(days()).toInstant(), range.from());
        }
        return new Interval(range.from().minus(Duration.between(range.from(), range.to())), range.from());
    }

    /** The same dates a year before; whole weeks stay whole weeks when time is cut into weeks. */
    Interval yearBefore(Grain grain) {
        if (grain == Grain.WEEK && isWholeDays() && isMonday(from) && isMonday(to)) {
            return new Interval(
                    startOf(fromDate().minusWeeks(WEEKS_OF_A_YEAR)), startOf(toDate().minusWeeks(WEEKS_OF_A_YEAR)));
        }
        if (isWholeMonths()) {
            return new Interval(startOf(fromDate().minusYears(1)), startOf(toDate().minusYears(1)));
        }
        if (isWholeDays()) {
            // By its last day: a range that ends with the 28th of February does so in every year, and is never empty.
            LocalDate lastDay = toDate().minusDays(1).minusYears(1);
            return new Interval(startOf(fromDate().minusYears(1)), startOf(lastDay.plusDays(1)));
        }
        Instant begin = from.minusYears(1).toInstant();
        Instant end = to.minusYears(1).toInstant();
        // From one February the 29th's morning to its evening, or across a change of the clocks.
        return begin.isBefore(end)
                ? new Interval(begin, end)
                : new Interval(begin, begin.plus(Duration.between(range.from(), range.to())));
    }

    private boolean isWholeMonths() {
        return isWholeDays() && fromDate().getDayOfMonth() == 1 && toDate().getDayOfMonth() == 1;
    }

    private boolean isWholeDays() {
        return startOf(fromDate()).equals(range.from()) && startOf(toDate()).equals(range.to());
    }

    private static boolean isMonday(ZonedDateTime time) {
        return time.getDayOfWeek() == DayOfWeek.MONDAY;
    }

    private long months() {
        return ChronoUnit.MONTHS.between(fromDate(), toDate());
    }

    private long days() {
        return ChronoUnit.DAYS.between(fromDate(), toDate());
    }

    private LocalDate fromDate() {
        return from.toLocalDate();
    }

    private LocalDate toDate() {
        return to.toLocalDate();
    }

    private Instant startOf(LocalDate date) {
        return date.atStartOfDay(zone).toInstant();
    }
}
