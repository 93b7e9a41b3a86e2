package io.tillview.ingestion.merging;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.ingestion.merging.MergeComparison.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MergeComparisonTest {
    private static final Instant FIRST = Instant.parse("2026-11-22T12:00:00Z");
    private static final ArrivalHour ARRIVAL = ArrivalHour.of(
            Instant.parse("2026-11-24T09:00:00Z"),
            9,
            at(0).plusSeconds(1_000).toEpochMilli(),
            at(3).plusSeconds(1_000).toEpochMilli());

    @Test
    void what_nothing_is_merged_of_is_missing_as_one_time() {
        MergeComparison comparison = MergeComparison.of(ARRIVAL, counts(), counts(3, 0, 0, 6), counts());

        assertThat(comparison.missing()).containsExactly(new Span(ARRIVAL.from(), ARRIVAL.to()));
    }

    @Test
    void what_is_merged_in_every_hour_is_merged() {
        assertThat(MergeComparison.of(ARRIVAL, counts(1), counts(3, 0, 0, 6), counts(3, 0, 0, 6))
                        .isMerged())
                .isTrue();
    }

    @Test
    void hours_that_were_rebuilt_from_the_detail_are_left_out() {
        MergeComparison comparison = MergeComparison.of(ARRIVAL, counts(1), counts(3, 2, 4, 6), counts(1, 2, 0, 6));

        assertThat(comparison.missing()).containsExactly(new Span(ARRIVAL.from(), at(1)), new Span(at(2), at(3)));
        assertThat(comparison.contradictory()).isEmpty();
    }

    @Test
    void a_number_between_is_contradictory() {
        MergeComparison comparison = MergeComparison.of(ARRIVAL, counts(1), counts(3), counts(2));

        assertThat(comparison.isMerged()).isFalse();
        assertThat(comparison.missing()).isEmpty();
        assertThat(comparison.contradictory()).startsWith("2 merged events of 2026-11-22T12:00:00Z");
    }

    @Test
    void more_than_arrived_is_contradictory() {
        assertThat(MergeComparison.of(ARRIVAL, counts(), counts(0), counts(0, 1))
                        .contradictory())
                .startsWith("1 merged events of 2026-11-22T13:00:00Z");
    }

    private static Instant at(int hour) {
        return FIRST.plus(Duration.ofHours(hour));
    }

    private static SortedMap<Instant, Long> counts(long... byHour) {
        SortedMap<Instant, Long> counts = new TreeMap<>();
        for (int i = 0; i < byHour.length; i++) {
            if (byHour[i] > 0) {
                counts.put(at(i), byHour[i]);
            }
        }
        return counts;
    }
}
