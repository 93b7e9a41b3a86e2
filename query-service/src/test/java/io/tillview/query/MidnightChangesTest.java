package io.tillview.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MidnightChangesTest {
    private static final Interval YEAR =
            new Interval(Instant.parse("2025-01-01T12:00:00Z"), Instant.parse("2025-12-31T12:00:00Z"));

    /** Back from one to midnight, on from midnight to one, back from midnight to eleven. */
    @ParameterizedTest
    @CsvSource({
        "America/Havana, DAY, 2025-11-02T04:00:00Z, 2025-11-03T05:00:00Z",
        "America/Havana, MONTH, 2025-11-01T04:00:00Z, 2025-12-01T05:00:00Z",
        "America/Santiago, WEEK, 2025-09-01T04:00:00Z, 2025-09-08T03:00:00Z",
        "America/Santiago, DAY, 2025-04-05T03:00:00Z, 2025-04-06T04:00:00Z",
        "Asia/Beirut, WEEK, 2025-03-23T22:00:00Z, 2025-03-30T21:00:00Z"
    })
    void the_bucket_is_given_whole(ZoneId zone, Grain grain, Instant from, Instant to) {
        assertThat(MidnightChanges.within(YEAR, grain, zone)).contains(new Interval(from, to));
    }

    @Test
    void two_changes_in_one_year_are_one_bucket_of_a_year() {
        assertThat(MidnightChanges.within(YEAR, Grain.YEAR, ZoneId.of("America/Havana")))
                .containsExactly(
                        new Interval(Instant.parse("2025-01-01T05:00:00Z"), Instant.parse("2026-01-01T05:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource({
        "America/New_York, DAY",
        "Europe/Berlin, WEEK",
        "Australia/Lord_Howe, DAY",
        "UTC, YEAR",
        "America/Havana, HOUR"
    })
    void elsewhere_there_are_none(ZoneId zone, Grain grain) {
        assertThat(MidnightChanges.within(YEAR, grain, zone)).isEmpty();
    }

    @Test
    void a_range_without_a_change_has_none() {
        Interval june = new Interval(Instant.parse("2025-06-01T04:00:00Z"), Instant.parse("2025-07-01T04:00:00Z"));

        assertThat(MidnightChanges.within(june, Grain.DAY, ZoneId.of("America/Havana")))
                .isEmpty();
    }
}
