package io.tillview.endtoend;

import io.tillview.endtoend.OracleExtras.CompareTo;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;

/** The time that an answer is held against, by the calendar of its question's zone (0082). */
final class OraclePeriods {
    private static final int WEEKS = 52;

    private final OracleQuestion question;
    private final ZoneId zone;
    private final Instant begin;
    private final Instant end;
    private final LocalDate firstDay;
    private final LocalDate dayAfter;

    private OraclePeriods(OracleQuestion question) {
        this.question = question;
        this.zone = question.zoneId();
        this.begin = question.begins();
        this.end = question.ends();
        this.firstDay = begin.atZone(zone).toLocalDate();
        this.dayAfter = end.atZone(zone).toLocalDate();
    }

    /** The same question, without an order and all that is about rows, about the other time. */
    static OracleQuestion comparedTo(OracleQuestion question) {
        OraclePeriods periods = new OraclePeriods(question);
        CompareTo other = question.extras().compareTo();
        if (other.name() == null) {
            return question.allRowsOf(other.from(), other.to());
        }
        Instant[] range = other.name().equals("previous_period") ? periods.justBefore() : periods.aYearBefore();
        return question.allRowsOf(range[0].toString(), range[1].toString());
    }

    /** As many months, or days, or as much time, up to the range. */
    private Instant[] justBefore() {
        if (isMonths()) {
            return until(begin, firstDay.minusMonths(steps(day -> day.plusMonths(1))));
        }
        if (isDays()) {
            return until(begin, firstDay.minusDays(steps(day -> day.plusDays(1))));
        }
        ZonedDateTime from = begin.atZone(zone);
        long days = ChronoUnit.DAYS.between(firstDay, dayAfter);
        boolean sameTimeOfDay =
                from.toLocalTime().equals(LocalDateTime.ofInstant(end, zone).toLocalTime());
        return days > 0 && sameTimeOfDay
                ? new Instant[] {from.minusDays(days).toInstant(), begin}
                : new Instant[] {begin.minusMillis(end.toEpochMilli() - begin.toEpochMilli()), begin};
    }

    /** The same dates, the last of them included; weeks that are asked for by the week stay weeks. */
    private Instant[] aYearBefore() {
        if (question.grain().equals("week") && isDays() && isMonday(firstDay) && isMonday(dayAfter)) {
            return until(midnight(dayAfter.minusWeeks(WEEKS)), firstDay.minusWeeks(WEEKS));
        }
        if (isDays()) {
            LocalDate to = isMonths()
                    ? dayAfter.minusYears(1)
                    : dayAfter.minusDays(1).minusYears(1).plusDays(1);
            return until(midnight(to), firstDay.minusYears(1));
        }
        Instant from = begin.atZone(zone).minusYears(1).toInstant();
        Instant to = end.atZone(zone).minusYears(1).toInstant();
        return new Instant[] {from, to.isAfter(from) ? to : from.plusMillis(end.toEpochMilli() - begin.toEpochMilli())};
    }

    private Instant[] until(Instant to, LocalDate from) {
        return new Instant[] {midnight(from), to};
    }

    private boolean isDays() {
        return midnight(firstDay).equals(begin) && midnight(dayAfter).equals(end);
    }

    private boolean isMonths() {
        return isDays() && firstDay.getDayOfMonth() == 1 && dayAfter.getDayOfMonth() == 1;
    }

    private static boolean isMonday(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.MONDAY;
    }

    private long steps(UnaryOperator<LocalDate> next) {
        long steps = 0;
        for (LocalDate day = firstDay; day.isBefore(dayAfter); day = next.apply(day)) {
            steps++;
        }
        return steps;
    }

    private Instant midnight(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }
}
