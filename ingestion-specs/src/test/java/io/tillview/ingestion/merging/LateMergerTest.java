package io.tillview.ingestion.merging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LateMergerTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void hours_without_late_events_are_merged_once_they_are_over() {
        assertThat(LateMerger.mergedBefore(NOON, List.of())).isEqualTo(NOON);
    }

    @Test
    void the_first_hour_that_is_not_merged_holds_all_later_ones_back() {
        assertThat(LateMerger.mergedBefore(NOON, List.of(hour("09:00"), hour("11:00"))))
                .isEqualTo(hour("09:00").start());
    }

    @Test
    void the_hour_that_is_not_over_holds_nothing_back() {
        assertThat(LateMerger.mergedBefore(NOON, List.of(hour("12:00")))).isEqualTo(NOON);
    }

    private static ArrivalHour hour(String time) {
        return ArrivalHour.of(Instant.parse("2026-11-22T" + time + ":00Z"), 1, 0, 0);
    }
}
