package io.tillview.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketsTest {

    /** Clocks that go on, back, by half an hour, and over a whole day. */
    @ParameterizedTest
    @CsvSource({
        "America/New_York, 2026-11-01T00:07:00Z, 2026-11-03T00:00:00Z",
        "America/New_York, 2026-03-07T00:00:00Z, 2026-03-09T12:00:00Z",
        "Australia/Lord_Howe, 2026-04-04T03:10:00Z, 2026-04-06T00:00:00Z",
        "Australia/Lord_Howe, 2026-10-03T00:00:00Z, 2026-10-05T00:20:00Z",
        "America/Havana, 2025-10-31T00:00:00Z, 2025-11-04T00:00:00Z",
        "America/Santiago, 2025-09-05T00:00:00Z, 2025-09-09T00:00:00Z",
        "America/Santiago, 2025-04-04T00:00:00Z, 2025-04-08T00:00:00Z",
        "Asia/Kathmandu, 2026-01-01T00:00:00Z, 2026-01-03T00:00:00Z",
        "Pacific/Apia, 2011-12-28T00:00:00Z, 2012-01-02T00:00:00Z"
    })
    void every_bucket_that_an_instant_lies_in_is_listed_once_in_order(String zoneName, Instant from, Instant to) {
        ZoneId zone = ZoneId.of(zoneName);
        for (Grain grain : Grain.values()) {
            if (grain == Grain.NONE) {
                continue;
            }
            TreeSet<Instant> expected = new TreeSet<>();
            Stream.iterate(from, at -> at.isBefore(to), at -> at.plusSeconds(30))
                    .forEach(at -> expected.add(grain.floor(at, zone)));

            List<Instant> starts = Buckets.of(new Interval(from, to), grain, zone)
                    .orElseThrow()
                    .starts();

            assertThat(starts).as(grain.toString()).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void months_and_years_follow_one_another() {
        Interval years = new Interval(Instant.parse("2024-02-29T12:00:00Z"), Instant.parse("2026-11-01T00:00:00Z"));
        ZoneId utc = ZoneId.of("UTC");

        assertThat(Buckets.of(years, Grain.YEAR, utc).orElseThrow().count()).isEqualTo(3);
        assertThat(Buckets.of(years, Grain.QUARTER, utc).orElseThrow().count()).isEqualTo(12);
        assertThat(Buckets.of(years, Grain.MONTH, utc).orElseThrow().count()).isEqualTo(33);
        assertThat(Buckets.of(years, Grain.NONE, utc).orElseThrow().starts()).containsExactly(years.from());
    }

    @Test
    void a_place_leads_to_a_bucket_and_back() {
        Interval days = new Interval(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-11-04T00:00:00Z"));
        Buckets buckets = Buckets.of(days, Grain.DAY, ZoneId.of("UTC")).orElseThrow();

        assertThat(buckets.position(Instant.parse("2026-11-03T00:00:00Z"))).hasValue(2);
        assertThat(buckets.at(2)).contains(Instant.parse("2026-11-03T00:00:00Z"));
        assertThat(buckets.at(3)).isEmpty();
        assertThat(buckets.position(Instant.parse("2026-11-03T01:00:00Z"))).isEmpty();
    }

    @Test
    void too_many_are_not_listed() {
        Interval century = new Interval(Instant.parse("2000-01-01T00:00:00Z"), Instant.parse("2100-01-01T00:00:00Z"));

        assertThat(Buckets.of(century, Grain.HOUR, ZoneId.of("UTC"))).isEmpty();
        assertThat(Buckets.of(century, Grain.DAY, ZoneId.of("UTC"))).isPresent();
    }
}
