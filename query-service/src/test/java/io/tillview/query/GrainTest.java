package io.tillview.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.TimeRange.Between;
import io.tillview.query.TimeRange.Day;
import io.tillview.query.TimeRange.Last;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrainTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final Instant NOW = Instant.parse("2026-11-22T19:41:07Z");

    @ParameterizedTest
    @CsvSource({
        "MINUTE, 2026-11-22T19:41:00Z",
        "QUARTER_HOUR, 2026-11-22T19:30:00Z",
        "HOUR, 2026-11-22T19:00:00Z",
        "DAY, 2026-11-22T05:00:00Z",
        "WEEK, 2026-11-16T05:00:00Z",
        "MONTH, 2026-11-01T04:00:00Z",
        "QUARTER, 2026-10-01T04:00:00Z",
        "YEAR, 2026-01-01T05:00:00Z"
    })
    void buckets_begin_where_the_zone_has_them_begin(Grain grain, Instant begin) {
        assertThat(grain.floor(NOW, NEW_YORK)).isEqualTo(begin);
    }

    @Test
    void an_hour_that_comes_twice_is_two_hours() {
        assertThat(Grain.HOUR.floor(Instant.parse("2026-11-01T05:30:00Z"), NEW_YORK))
                .isEqualTo("2026-11-01T05:00:00Z");
        assertThat(Grain.HOUR.floor(Instant.parse("2026-11-01T06:30:00Z"), NEW_YORK))
                .isEqualTo("2026-11-01T06:00:00Z");
    }

    /** Half an hour forward, and half an hour back: 2:00 to 2:30, and 2:00 to 1:30. */
    @ParameterizedTest
    @CsvSource({
        "2026-10-03T15:29:59Z, 2026-10-03T14:30:00Z",
        "2026-10-03T15:30:00Z, 2026-10-03T15:30:00Z",
        "2026-10-03T15:59:59Z, 2026-10-03T15:30:00Z",
        "2026-10-03T16:00:00Z, 2026-10-03T16:00:00Z",
        "2026-04-04T14:59:59Z, 2026-04-04T14:00:00Z",
        "2026-04-04T15:00:00Z, 2026-04-04T15:00:00Z",
        "2026-04-04T15:29:59Z, 2026-04-04T15:00:00Z",
        "2026-04-04T15:30:00Z, 2026-04-04T15:30:00Z"
    })
    void an_hour_ends_where_the_clocks_change_by_half_an_hour(Instant instant, Instant begin) {
        assertThat(Grain.HOUR.floor(instant, ZoneId.of("Australia/Lord_Howe"))).isEqualTo(begin);
    }

    /** A table of the ISO calendar: years with 53 weeks, and years that don't begin with week 1. */
    @ParameterizedTest
    @CsvSource({
        "2020-12-27, 2020-12-21",
        "2020-12-28, 2020-12-28",
        "2020-12-31, 2020-12-28",
        "2021-01-03, 2020-12-28",
        "2021-01-04, 2021-01-04",
        "2025-12-28, 2025-12-22",
        "2025-12-29, 2025-12-29",
        "2026-01-01, 2025-12-29",
        "2026-12-27, 2026-12-21",
        "2026-12-28, 2026-12-28",
        "2027-01-03, 2026-12-28",
        "2027-01-04, 2027-01-04"
    })
    void weeks_begin_on_mondays_over_the_end_of_the_year_too(LocalDate day, LocalDate monday) {
        for (String zone : new String[] {"UTC", "America/New_York", "Pacific/Kiritimati", "Asia/Kathmandu"}) {
            Instant lastMillisecond =
                    day.plusDays(1).atStartOfDay(ZoneId.of(zone)).toInstant().minusMillis(1);

            assertThat(Grain.WEEK.floor(lastMillisecond, ZoneId.of(zone)))
                    .isEqualTo(monday.atStartOfDay(ZoneId.of(zone)).toInstant());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2024-02-28T23:59:59.999Z, 2024-02-28, 2024-02-01",
        "2024-02-29T00:00:00Z, 2024-02-29, 2024-02-01",
        "2024-02-29T23:59:59.999Z, 2024-02-29, 2024-02-01",
        "2024-03-01T00:00:00Z, 2024-03-01, 2024-03-01",
        "2028-02-29T12:00:00Z, 2028-02-29, 2028-02-01",
        "2100-03-01T00:00:00Z, 2100-03-01, 2100-03-01",
        "2100-02-28T23:59:59.999Z, 2100-02-28, 2100-02-01"
    })
    void a_leap_day_is_a_day_of_february(Instant instant, LocalDate day, LocalDate month) {
        assertThat(Grain.DAY.floor(instant, ZoneId.of("UTC"))).isEqualTo(day + "T00:00:00Z");
        assertThat(Grain.MONTH.floor(instant, ZoneId.of("UTC"))).isEqualTo(month + "T00:00:00Z");
    }

    @Test
    void the_day_the_clocks_go_back_has_25_hours() {
        Interval day = new Between(new Day(LocalDate.of(2026, 11, 1)), new Day(LocalDate.of(2026, 11, 2)))
                .resolve(Grain.NONE, NEW_YORK, NOW);

        assertThat(Duration.between(day.from(), day.to())).hasHours(25);
    }

    @Test
    void the_last_week_ends_with_the_running_quarter_hour_and_is_a_week() {
        assertThat(new Last(Period.ofDays(7), false).resolve(Grain.DAY, ZoneId.of("UTC"), NOW))
                .isEqualTo(new Interval(Instant.parse("2026-11-15T19:45:00Z"), Instant.parse("2026-11-22T19:45:00Z")));
    }

    @Test
    void the_last_minutes_end_with_the_running_minute() {
        assertThat(new Last(Duration.ofMinutes(5), false).resolve(Grain.MINUTE, NEW_YORK, NOW))
                .isEqualTo(new Interval(Instant.parse("2026-11-22T19:37:00Z"), Instant.parse("2026-11-22T19:42:00Z")));
    }

    @Test
    void the_last_complete_days_end_with_yesterday() {
        assertThat(new Last(Period.ofDays(2), true).resolve(Grain.DAY, NEW_YORK, NOW))
                .isEqualTo(new Interval(Instant.parse("2026-11-20T05:00:00Z"), Instant.parse("2026-11-22T05:00:00Z")));
    }

    @Test
    void complete_months_begin_with_a_month() {
        assertThat(new Last(Period.ofDays(30), true).resolve(Grain.MONTH, ZoneId.of("UTC"), NOW))
                .isEqualTo(new Interval(Instant.parse("2026-10-01T00:00:00Z"), Instant.parse("2026-11-01T00:00:00Z")));
    }
}
