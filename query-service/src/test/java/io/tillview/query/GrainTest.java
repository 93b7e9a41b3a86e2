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
