package io.tillview.query.scoping;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.Grain;
import io.tillview.query.Interval;
import io.tillview.query.OddBuckets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import org.joda.time.DateTime;
import org.joda.time.DateTimeZone;
import org.joda.time.chrono.ISOChronology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class BucketSqlTest {
    private static final Interval YEARS =
            new Interval(Instant.parse("2023-06-01T00:00:00Z"), Instant.parse("2026-12-31T00:00:00Z"));

    /** What the two have of different age is refused at the front door. */
    private static final List<ZoneId> ZONES = ZoneId.getAvailableZoneIds().stream()
            .filter(name -> DateTimeZone.getAvailableIDs().contains(name) && haveSameOffsets(name))
            .map(ZoneId::of)
            .toList();

    @Test
    void is_druids_own_floor_where_druid_is_right() {
        assertThat(BucketSql.of(Grain.DAY, ZoneId.of("America/New_York"), YEARS))
                .isEqualTo("TIME_FLOOR(\"__time\", 'P1D', NULL, 'America/New_York')");
    }

    @Test
    void a_day_with_two_midnights_begins_at_the_first() {
        Interval autumn = new Interval(Instant.parse("2026-11-01T12:00:00Z"), Instant.parse("2026-11-05T00:00:00Z"));

        assertThat(BucketSql.of(Grain.DAY, ZoneId.of("America/Havana"), autumn))
                .isEqualTo("CASE WHEN \"__time\" >= MILLIS_TO_TIMESTAMP(1793505600000)"
                        + " AND \"__time\" < MILLIS_TO_TIMESTAMP(1793595600000)"
                        + " THEN MILLIS_TO_TIMESTAMP(1793505600000)"
                        + " ELSE TIME_FLOOR(\"__time\", 'P1D', NULL, 'America/Havana') END");
    }

    @Test
    void a_week_begins_at_midnight_for_a_day_that_has_none_too() {
        Interval spring = new Interval(Instant.parse("2026-03-08T00:00:00Z"), Instant.parse("2026-03-10T00:00:00Z"));

        assertThat(OddBuckets.within(spring, Grain.WEEK, ZoneId.of("America/Havana")))
                .containsExactly(
                        new Interval(Instant.parse("2026-03-02T05:00:00Z"), Instant.parse("2026-03-09T04:00:00Z")));
    }

    @Test
    void quarter_hours_are_those_of_utc_where_the_zones_offset_is_one_of_quarter_hours() {
        Interval longAgo = new Interval(Instant.parse("1971-01-01T00:00:00Z"), Instant.parse("1971-01-02T00:00:00Z"));

        assertThat(BucketSql.of(Grain.QUARTER_HOUR, ZoneId.of("Pacific/Kiritimati"), YEARS))
                .isEqualTo("TIME_FLOOR(\"__time\", 'PT15M', NULL, 'UTC')");
        assertThat(BucketSql.of(Grain.QUARTER_HOUR, ZoneId.of("Pacific/Kiritimati"), longAgo))
                .isEqualTo("TIME_FLOOR(\"__time\", 'PT15M', NULL, 'Pacific/Kiritimati')");
    }

    @Test
    void an_hour_is_cut_where_clocks_change_by_half_an_hour() {
        Interval within = new Interval(Instant.parse("2026-04-04T15:10:00Z"), Instant.parse("2026-04-04T15:20:00Z"));

        assertThat(OddBuckets.within(within, Grain.HOUR, ZoneId.of("Australia/Lord_Howe")))
                .containsExactly(
                        new Interval(Instant.parse("2026-04-04T15:00:00Z"), Instant.parse("2026-04-04T15:30:00Z")));
    }

    /** Druid rounds with Joda-Time's fields; around every change of every zone, what SQL says is what {@link Grain} says. */
    @ParameterizedTest
    @EnumSource(
            value = Grain.class,
            names = {"NONE", "QUARTER_HOUR"},
            mode = Mode.EXCLUDE)
    void sql_and_grain_agree_about_every_zone(Grain grain) {
        List<String> differences = new ArrayList<>();
        ZONES.forEach(zone -> compare(grain, zone, differences));

        assertThat(differences).isEmpty();
    }

    private static boolean haveSameOffsets(String zone) {
        for (Instant instant = YEARS.from();
                instant.isBefore(YEARS.to());
                instant = instant.plus(Duration.ofHours(12))) {
            int jdks = ZoneId.of(zone).getRules().getOffset(instant).getTotalSeconds() * 1000;
            if (jdks != DateTimeZone.forID(zone).getOffset(instant.toEpochMilli())) {
                return false;
            }
        }
        return true;
    }

    private static void compare(Grain grain, ZoneId zone, List<String> differences) {
        DateTimeZone druids = DateTimeZone.forID(zone.getId());
        List<Interval> odds = OddBuckets.within(YEARS, grain, zone);
        ZoneOffsetTransition change = zone.getRules().nextTransition(YEARS.from());
        while (change != null && change.getInstant().isBefore(YEARS.to())) {
            for (int minutes = -36 * 60; minutes <= 36 * 60; minutes += 15) {
                Instant instant = change.getInstant().plus(Duration.ofMinutes(minutes));
                Instant bySql = odds.stream()
                        .filter(odd -> !instant.isBefore(odd.from()) && instant.isBefore(odd.to()))
                        .map(Interval::from)
                        .findFirst()
                        .orElseGet(() -> druidsFloor(grain, druids, instant));
                if (!bySql.equals(grain.floor(instant, zone))) {
                    differences.add(grain + " of " + instant + " in " + zone + ": " + bySql + ", not "
                            + grain.floor(instant, zone));
                }
            }
            change = zone.getRules().nextTransition(change.getInstant());
        }
    }

    /** What Druid 33's PeriodGranularity does. */
    private static Instant druidsFloor(Grain grain, DateTimeZone zone, Instant instant) {
        ISOChronology chronology = ISOChronology.getInstance(zone);
        long millis = instant.toEpochMilli();
        return Instant.ofEpochMilli(
                switch (grain) {
                    case MINUTE -> chronology.minuteOfHour().roundFloor(millis);
                    case HOUR -> chronology.hourOfDay().roundFloor(millis);
                    case DAY -> chronology.dayOfMonth().roundFloor(millis);
                    case WEEK ->
                        chronology.dayOfWeek().set(chronology.dayOfWeek().roundFloor(millis), 1);
                    case MONTH -> chronology.monthOfYear().roundFloor(millis);
                    case QUARTER -> quarter(chronology, millis);
                    case YEAR -> chronology.year().roundFloor(millis);
                    default -> throw new IllegalArgumentException(grain.name());
                });
    }

    /** Counted in months from the zone's own beginning of 1970. */
    private static long quarter(ISOChronology chronology, long millis) {
        long origin = new DateTime(0, DateTimeZone.UTC)
                .withZoneRetainFields(chronology.getZone())
                .getMillis();
        int months = chronology.months().getDifference(millis, origin);
        months -= months % 3;
        long begin = chronology.months().add(origin, months);
        return millis < begin ? chronology.months().add(origin, months - 3) : begin;
    }
}
