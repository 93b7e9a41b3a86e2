package io.tillview.query;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.util.Locale;
import java.util.Optional;

/**
 * How time is cut into buckets. Buckets begin where the question's zone has the beginning of a minute, an hour, a day:
 * a day may have 23 or 25 hours. Weeks are ISO weeks and begin on Monday.
 */
public enum Grain {
    /** Not at all: the whole range is one bucket. */
    NONE(""),
    /** Minutes. */
    MINUTE("PT1M"),
    /** Quarters of an hour. */
    QUARTER_HOUR("PT15M"),
    /** Hours. */
    HOUR("PT1H"),
    /** Days. */
    DAY("P1D"),
    /** ISO weeks. */
    WEEK("P1W"),
    /** Months. */
    MONTH("P1M"),
    /** Quarters of a year. */
    QUARTER("P3M"),
    /** Years. */
    YEAR("P1Y");

    static final long QUARTER_HOUR_SECONDS = 900;

    private static final long HOUR_SECONDS = 3_600;

    private final String period;

    Grain(String period) {
        this.period = period;
    }

    /** Its length as an ISO-8601 period, for example {@code P1D}; empty for {@link #NONE}. */
    public String period() {
        return period;
    }

    /** Its name in a request, for example {@code quarter_hour}. */
    public String externalName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The grain of this name in a request. */
    public static Optional<Grain> named(String externalName) {
        for (Grain grain : values()) {
            if (grain.externalName().equals(externalName)) {
                return Optional.of(grain);
            }
        }
        return Optional.empty();
    }

    /**
     * Where the bucket begins that an instant lies in.
     *
     * @param instant any instant
     * @param zone where days begin
     * @return the beginning; the instant itself for {@link #NONE}
     */
    public Instant floor(Instant instant, ZoneId zone) {
        LocalDate date = instant.atZone(zone).toLocalDate();
        return switch (this) {
            case NONE -> instant;
            case MINUTE -> floorLocally(instant, zone, 60);
            case QUARTER_HOUR -> floorLocally(instant, zone, QUARTER_HOUR_SECONDS);
            case HOUR -> floorLocally(instant, zone, HOUR_SECONDS);
            case DAY -> startOf(date, zone);
            case WEEK -> startOf(date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)), zone);
            case MONTH -> startOf(date.withDayOfMonth(1), zone);
            case QUARTER -> startOf(date.with(IsoFields.DAY_OF_QUARTER, 1), zone);
            case YEAR -> startOf(date.withDayOfYear(1), zone);
        };
    }

    /**
     * The first instant after another at which a new bucket may begin; nowhere between the two does one.
     *
     * @param instant any instant
     * @param zone where days begin
     * @throws IllegalArgumentException for {@link #NONE}, which never begins anew
     */
    public Instant after(Instant instant, ZoneId zone) {
        LocalDate date = floor(instant, zone).atZone(zone).toLocalDate();
        return switch (this) {
            case NONE -> throw new IllegalArgumentException("Without a grain there are no buckets.");
            case MINUTE -> afterLocally(instant, zone, 60);
            case QUARTER_HOUR -> afterLocally(instant, zone, QUARTER_HOUR_SECONDS);
            case HOUR -> afterLocally(instant, zone, HOUR_SECONDS);
            case DAY -> startOf(instant.atZone(zone).toLocalDate().plusDays(1), zone);
            case WEEK -> startOf(date.plusWeeks(1), zone);
            case MONTH -> startOf(date.plusMonths(1), zone);
            case QUARTER -> startOf(date.plusMonths(3), zone);
            case YEAR -> startOf(date.plusYears(1), zone);
        };
    }

    /** Where the zone changes its offset, hours begin anew, too. */
    private static Instant afterLocally(Instant instant, ZoneId zone, long seconds) {
        Instant next = floorLocally(instant, zone, seconds).plusSeconds(seconds);
        ZoneOffsetTransition transition = zone.getRules().nextTransition(instant);
        return transition != null && transition.getInstant().isBefore(next) ? transition.getInstant() : next;
    }

    private static Instant startOf(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).toInstant();
    }

    /**
     * Shorter than a day: by the offset of this very instant, so that an hour that comes twice stays two hours. Where clocks
     * change by less than a bucket, one ends there and the next begins.
     */
    private static Instant floorLocally(Instant instant, ZoneId zone, long seconds) {
        ZoneOffset offset = zone.getRules().getOffset(instant);
        long local = instant.truncatedTo(ChronoUnit.SECONDS).getEpochSecond() + offset.getTotalSeconds();
        Instant floor = Instant.ofEpochSecond(Math.floorDiv(local, seconds) * seconds - offset.getTotalSeconds());
        ZoneOffsetTransition change = zone.getRules().previousTransition(instant.plusNanos(1));
        boolean cut = change != null
                && change.getInstant().isAfter(floor)
                && change.getDuration().toSeconds() % seconds != 0;
        return cut ? change.getInstant() : floor;
    }
}
