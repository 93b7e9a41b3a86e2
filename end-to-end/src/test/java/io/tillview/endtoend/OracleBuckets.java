package io.tillview.endtoend;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Where buckets begin, by walking the calendar: nothing is rounded. A bucket of days begins at the first instant of its first
 * day. An hour begins where the clock on the wall shows a full one, and where the clock is put forward or back by a part of an
 * hour.
 */
final class OracleBuckets {
    private static final Duration QUARTER_HOUR = Duration.ofMinutes(15);
    private static final int SECONDS_OF_HOUR = 3600;

    private OracleBuckets() {}

    /**
     * The beginnings of a zone's buckets.
     *
     * @param grain {@code hour} to {@code year}
     * @param from the first of them is no later
     * @param to all of them are before
     */
    static List<Instant> beginnings(String grain, ZoneId zone, Instant from, Instant to) {
        return grain.equals("hour") ? hours(zone, from, to) : days(grain, zone, from, to);
    }

    /** The beginnings of all buckets that a question's range has a part of; its own beginning where time isn't cut. */
    static List<Instant> of(OracleQuestion question) {
        Instant from = question.begins();
        Instant to = question.ends();
        return switch (question.grain()) {
            case "none" -> List.of(from);
            case "minute" -> steps(Duration.ofMinutes(1), from, to);
            case "quarter_hour" -> steps(QUARTER_HOUR, from, to);
            default -> {
                List<Instant> all = beginnings(question.grain(), question.zoneId(), from, to);
                int first = 0;
                while (first + 1 < all.size() && !all.get(first + 1).isAfter(from)) {
                    first++;
                }
                yield all.subList(first, all.size());
            }
        };
    }

    /** These begin at the same instants in every zone there is today. */
    private static List<Instant> steps(Duration length, Instant from, Instant to) {
        List<Instant> beginnings = new ArrayList<>();
        long millis = length.toMillis();
        for (long at = Math.floorDiv(from.toEpochMilli(), millis) * millis; at < to.toEpochMilli(); at += millis) {
            beginnings.add(Instant.ofEpochMilli(at));
        }
        return beginnings;
    }

    private static List<Instant> days(String grain, ZoneId zone, Instant from, Instant to) {
        List<Instant> beginnings = new ArrayList<>();
        // The year before, so that the first bucket is there whichever it is.
        LocalDate day = from.atZone(zone).toLocalDate().minusYears(1).withDayOfYear(1);
        for (; beginning(day, zone).isBefore(to); day = day.plusDays(1)) {
            if (begins(grain, day)) {
                beginnings.add(beginning(day, zone));
            }
        }
        return beginnings;
    }

    private static boolean begins(String grain, LocalDate day) {
        return switch (grain) {
            case "day" -> true;
            case "week" -> day.getDayOfWeek() == DayOfWeek.MONDAY;
            case "month" -> day.getDayOfMonth() == 1;
            case "quarter" -> day.getDayOfMonth() == 1 && day.getMonthValue() % 3 == 1;
            case "year" -> day.getDayOfYear() == 1;
            default -> throw new IllegalArgumentException(grain);
        };
    }

    private static Instant beginning(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    /** Clocks nowhere change but at quarter hours any more. */
    private static List<Instant> hours(ZoneId zone, Instant from, Instant to) {
        List<Instant> beginnings = new ArrayList<>();
        ZoneOffset before = null;
        Instant instant = from.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(2));
        for (; instant.isBefore(to); instant = instant.plus(QUARTER_HOUR)) {
            ZoneOffset offset = zone.getRules().getOffset(instant);
            boolean fullHour = instant.atOffset(offset).getMinute() == 0;
            boolean cut =
                    before != null && (offset.getTotalSeconds() - before.getTotalSeconds()) % SECONDS_OF_HOUR != 0;
            if (fullHour || cut) {
                beginnings.add(instant);
            }
            before = offset;
        }
        return beginnings;
    }
}
