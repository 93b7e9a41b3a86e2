package io.tillview.query.journeys;

import static java.util.Objects.requireNonNull;

import io.tillview.query.Grain;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoField;

/**
 * Numbers the days, ISO weeks or months of a zone's calendar, without a gap: the next has the next number, however long each is.
 *
 * @param grain {@link Grain#DAY}, {@link Grain#WEEK} or {@link Grain#MONTH}
 * @param zone where days begin
 */
public record CalendarPeriods(Grain grain, ZoneId zone) {
    private static final int DAYS_A_WEEK = 7;
    private static final int MONTHS_A_YEAR = 12;

    /** The first of January 1970 was a Thursday. */
    private static final int MONDAY_TO_THURSDAY = 3;

    /**
     * Checks.
     *
     * @throws NullPointerException if one is null
     * @throws IllegalArgumentException for another grain
     */
    public CalendarPeriods {
        requireNonNull(zone, "zone");
        if (grain != Grain.DAY && grain != Grain.WEEK && grain != Grain.MONTH) {
            throw new IllegalArgumentException("Periods are days, weeks or months, not " + grain + ".");
        }
    }

    /** The number of the period that an instant lies in. */
    public long periodOf(Instant instant) {
        LocalDate date = instant.atZone(zone).toLocalDate();
        return switch (grain) {
            case WEEK -> Math.floorDiv(date.toEpochDay() + MONDAY_TO_THURSDAY, DAYS_A_WEEK);
            case MONTH -> date.getLong(ChronoField.PROLEPTIC_MONTH);
            default -> date.toEpochDay();
        };
    }

    /** When a period begins. */
    public Instant beginningOf(long period) {
        LocalDate date =
                switch (grain) {
                    case WEEK -> LocalDate.ofEpochDay(period * DAYS_A_WEEK - MONDAY_TO_THURSDAY);
                    case MONTH ->
                        YearMonth.of(
                                        (int) Math.floorDiv(period, MONTHS_A_YEAR),
                                        Math.floorMod(period, MONTHS_A_YEAR) + 1)
                                .atDay(1);
                    default -> LocalDate.ofEpochDay(period);
                };
        return date.atStartOfDay(zone).toInstant();
    }
}
