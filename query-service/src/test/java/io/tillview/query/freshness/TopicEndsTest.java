package io.tillview.query.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TopicEndsTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final TopicEnds ends = new TopicEnds();

    @Test
    void the_first_end_is_only_a_mark() {
        ends.add(at(0), Map.of(0, 5L));

        assertThat(ends.reachedBy(Map.of(0, 5L))).isEmpty();
    }

    @Test
    void an_end_noted_on_time_was_asked_for_within_the_second_before() {
        ends.add(at(0), Map.of(0, 5L));
        ends.add(at(5), Map.of(0, 7L));

        assertThat(ends.reachedBy(Map.of(0, 6L))).isEmpty();
        assertThat(ends.reachedBy(Map.of(0, 7L))).contains(at(4));
        assertThat(ends.reachedBy(Map.of(0, 8L))).contains(at(4));
    }

    @Test
    void of_an_end_noted_late_only_the_note_before_is_certain() {
        ends.add(at(0), Map.of(0, 5L));
        ends.add(at(9), Map.of(0, 7L));

        assertThat(ends.reachedBy(Map.of(0, 7L))).contains(at(0));
    }

    @Test
    void no_end_is_older_than_the_note_before() {
        ends.add(at(0), Map.of(0, 5L));
        ends.add(NOON.plusMillis(300), Map.of(0, 7L));

        assertThat(ends.reachedBy(Map.of(0, 7L))).contains(at(0));
    }

    @Test
    void every_partition_has_to_be_that_far() {
        ends.add(at(0), Map.of(0, 0L, 1, 0L));
        ends.add(at(5), Map.of(0, 3L, 1, 3L));
        ends.add(at(10), Map.of(0, 4L, 1, 9L));

        assertThat(ends.reachedBy(Map.of(0, 4L, 1, 8L))).contains(at(4));
        assertThat(ends.reachedBy(Map.of(0, 4L, 1, 9L))).contains(at(9));
        assertThat(ends.reachedBy(Map.of(0, 4L))).isEmpty();
    }

    @Test
    void a_partition_without_any_record_is_ingested_without_a_reader() {
        ends.add(at(0), Map.of(0, 0L, 1, 0L));
        ends.add(at(5), Map.of(0, 3L, 1, 0L));

        assertThat(ends.reachedBy(Map.of(0, 3L))).contains(at(4));
    }

    @Test
    void a_clock_set_back_begins_anew() {
        ends.add(at(100), Map.of(0, 1L));
        ends.add(at(0), Map.of(0, 2L));
        assertThat(ends.reachedBy(Map.of(0, 2L))).isEmpty();

        ends.add(at(5), Map.of(0, 2L));
        assertThat(ends.reachedBy(Map.of(0, 2L))).contains(at(4));
    }

    @Test
    void a_long_standstill_is_remembered_coarsely_and_within_bounds() {
        for (int i = 0; i <= 100_000; i++) {
            ends.add(at(5L * i), Map.of(0, (long) i));
        }

        assertThat(ends.count()).isLessThanOrEqualTo(TopicEnds.MOST);
        assertThat(ends.reachedBy(Map.of(0, 100_000L))).contains(at(499_999));
        Optional<Instant> middle = ends.reachedBy(Map.of(0, 50_000L));
        assertThat(middle)
                .hasValueSatisfying(time -> assertThat(time).isAfter(at(0)).isBeforeOrEqualTo(at(249_999)));
    }

    private static Instant at(long second) {
        return NOON.plusSeconds(second);
    }
}
