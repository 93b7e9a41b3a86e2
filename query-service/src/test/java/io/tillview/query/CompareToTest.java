package io.tillview.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.CompareTo.OwnRange;
import io.tillview.query.CompareTo.Previous;
import io.tillview.query.TimeRange.Between;
import io.tillview.query.TimeRange.Day;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompareToTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:41:07Z");

    /** In local time; the zone's clocks went on on 2026-03-08 and back on 2026-11-01. */
    @ParameterizedTest
    @CsvSource({
        // A month is compared to the month before, however long.
        "America/New_York, 2026-03-01T00:00, 2026-04-01T00:00, 2026-02-01T00:00, 2026-03-01T00:00",
        "America/New_York, 2026-01-01T00:00, 2026-04-01T00:00, 2025-10-01T00:00, 2026-01-01T00:00",
        // A day of 23 or 25 hours is compared to the day before.
        "America/New_York, 2026-03-08T00:00, 2026-03-09T00:00, 2026-03-07T00:00, 2026-03-08T00:00",
        "America/New_York, 2026-11-01T00:00, 2026-11-02T00:00, 2026-10-31T00:00, 2026-11-01T00:00",
        "America/New_York, 2026-11-01T00:00, 2026-11-22T00:00, 2026-10-11T00:00, 2026-11-01T00:00",
        // Days from the same time of day are days, too.
        "America/New_York, 2026-11-01T19:45, 2026-11-08T19:45, 2026-10-25T19:45, 2026-11-01T19:45",
        // All else is as long.
        "UTC, 2026-11-01T03:00, 2026-11-01T15:00, 2026-10-31T15:00, 2026-11-01T03:00",
        "America/New_York, 2026-11-01T00:00, 2026-11-01T12:00, 2026-10-31T11:00, 2026-11-01T00:00"
    })
    void the_previous_period_is_the_one_before(
            ZoneId zone, LocalDateTime from, LocalDateTime to, LocalDateTime before, LocalDateTime beforeTo) {
        Interval period = Previous.PREVIOUS_PERIOD.resolve(interval(zone, from, to), Grain.DAY, zone, NOW);

        assertThat(period).isEqualTo(interval(zone, before, beforeTo));
    }

    @ParameterizedTest
    @CsvSource({
        "DAY, 2026-11-01T00:00, 2026-11-22T00:00, 2025-11-01T00:00, 2025-11-22T00:00",
        "DAY, 2025-02-01T00:00, 2025-03-01T00:00, 2024-02-01T00:00, 2024-03-01T00:00",
        "DAY, 2024-02-28T00:00, 2024-02-29T00:00, 2023-02-28T00:00, 2023-03-01T00:00",
        "DAY, 2024-02-29T00:00, 2024-03-01T00:00, 2023-02-28T00:00, 2023-03-01T00:00",
        "HOUR, 2024-02-28T06:00, 2024-02-29T06:00, 2023-02-28T06:00, 2023-03-01T06:00",
        "WEEK, 2026-11-02T00:00, 2026-11-23T00:00, 2025-11-03T00:00, 2025-11-24T00:00",
        "DAY, 2026-11-02T00:00, 2026-11-23T00:00, 2025-11-02T00:00, 2025-11-23T00:00"
    })
    void the_previous_year_is_never_empty_and_keeps_whole_weeks(
            Grain grain, LocalDateTime from, LocalDateTime to, LocalDateTime before, LocalDateTime beforeTo) {
        ZoneId zone = ZoneId.of("Europe/Berlin");

        assertThat(Previous.PREVIOUS_YEAR.resolve(interval(zone, from, to), grain, zone, NOW))
                .isEqualTo(interval(zone, before, beforeTo));
    }

    @Test
    void a_range_of_its_own_is_read_in_the_same_zone() {
        ZoneId zone = ZoneId.of("Asia/Tokyo");
        CompareTo own = new OwnRange(new Between(new Day(LocalDate.of(2026, 1, 1)), new Day(LocalDate.of(2026, 1, 8))));

        assertThat(own.resolve(new Interval(NOW, NOW), Grain.DAY, zone, NOW))
                .isEqualTo(interval(
                        zone, LocalDateTime.parse("2026-01-01T00:00"), LocalDateTime.parse("2026-01-08T00:00")));
    }

    private static Interval interval(ZoneId zone, LocalDateTime from, LocalDateTime to) {
        return new Interval(from.atZone(zone).toInstant(), to.atZone(zone).toInstant());
    }
}
