package io.tillview.query.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TopicMarksTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final TopicMarks marks = new TopicMarks();

    @Test
    void what_the_topic_held_when_it_was_asked_is_reached_when_its_end_is() {
        marks.ended(at(1), Map.of(0, 5L));
        marks.ended(at(2), Map.of(0, 7L));

        assertThat(reached(Map.of(0, 4L))).isEmpty();
        assertThat(reached(Map.of(0, 5L))).contains(at(0));
        assertThat(reached(Map.of(0, 6L))).contains(at(0));
        assertThat(reached(Map.of(0, 7L))).contains(at(1));
        assertThat(reached(Map.of(0, 8L))).contains(at(1));
    }

    @Test
    void the_slowest_partition_counts_and_one_without_records_needs_no_reader() {
        marks.ended(at(1), Map.of(0, 3L, 1, 3L, 2, 0L));
        marks.ended(at(2), Map.of(0, 4L, 1, 9L, 2, 0L));

        assertThat(reached(Map.of(0, 4L, 1, 8L))).contains(at(0));
        assertThat(reached(Map.of(0, 4L, 1, 9L))).contains(at(1));
        assertThat(marks.reachedBy(Map.of(0, 4L)).all()).isFalse();
        assertThat(marks.reachedBy(Map.of(0, 4L)).time()).contains(at(1));
        assertThat(marks.behind(Map.of(0, 4L, 1, 8L))).hasValue(1);
        assertThat(marks.behind(Map.of(0, 4L))).isEmpty();
    }

    @Test
    void a_partition_that_was_added_holds_back_what_is_claimed_from_then_on() {
        marks.ended(at(1), Map.of(0, 3L));
        marks.ended(at(2), Map.of(0, 3L, 1, 2L));

        assertThat(marks.reachedBy(Map.of(0, 3L)).all()).isFalse();
        assertThat(reached(Map.of(0, 3L, 1, 0L))).isEmpty();
        assertThat(reached(Map.of(0, 3L, 1, 2L))).contains(at(1));
    }

    /** A record a second since the beginning: the record with the offset i came at the second i. */
    @Test
    void looks_for_the_time_of_an_offset_that_is_older_than_what_was_seen() {
        marks.ended(at(500_000), Map.of(0, 500_000L));
        Map<Integer, Long> position = Map.of(0, 123_456L);
        int asked = 0;
        for (Map<Integer, Instant> questions = marks.questions(position);
                !questions.isEmpty();
                questions = marks.questions(position)) {
            Map<Integer, Long> first = new HashMap<>();
            questions.forEach((partition, time) -> first.put(
                    partition, Math.max(0, time.plusNanos(999_999_999).getEpochSecond() - NOON.getEpochSecond())));
            marks.began(questions, first);
            asked++;
        }

        assertThat(asked).isBetween(10, 30);
        assertThat(reached(position)).hasValueSatisfying(time -> assertThat(time)
                .isBetween(at(123_456).minusSeconds(4), at(123_456).minusSeconds(1)));
    }

    @Test
    void asks_nothing_about_what_is_known_closely_enough_or_not_at_all() {
        marks.ended(at(1), Map.of(0, 5L, 1, 9L));
        marks.ended(at(2), Map.of(0, 7L, 1, 9L));

        assertThat(marks.questions(Map.of(0, 6L))).isEmpty();
        assertThat(marks.questions(Map.of(0, 7L))).isEmpty();
        assertThat(marks.questions(Map.of())).isEmpty();
    }

    @Test
    void a_time_after_the_last_record_proves_nothing_about_an_older_offset() {
        marks.ended(at(100), Map.of(0, 5L));

        marks.began(Map.of(0, at(50)), Map.of());

        assertThat(reached(Map.of(0, 4L))).isEmpty();
        assertThat(reached(Map.of(0, 5L))).contains(at(99));
    }

    @Test
    void a_clock_set_back_and_a_topic_made_anew_begin_anew() {
        marks.ended(at(100), Map.of(0, 1L));
        marks.ended(at(50), Map.of(0, 2L));
        assertThat(reached(Map.of(0, 1L))).isEmpty();
        assertThat(reached(Map.of(0, 2L))).contains(at(49));

        marks.ended(at(60), Map.of(0, 1L));
        assertThat(reached(Map.of(0, 1L))).contains(at(59));
        assertThat(reached(Map.of(0, 0L))).isEmpty();
    }

    @Test
    void a_long_standstill_is_remembered_coarsely_and_within_bounds() {
        for (int i = 0; i <= 100_000; i++) {
            marks.ended(at(i), Map.of(0, (long) i));
        }

        assertThat(marks.count()).isLessThanOrEqualTo(TopicMarks.MOST);
        assertThat(reached(Map.of(0, 100_000L))).contains(at(99_999));
        assertThat(reached(Map.of(0, 50_000L)))
                .hasValueSatisfying(time -> assertThat(time).isBefore(at(50_000)));
        assertThat(marks.questions(Map.of(0, 50_000L))).hasSize(1);
    }

    @Test
    void what_was_proved_stays_proved_while_kafka_is_away() {
        marks.ended(at(1), Map.of(0, 5L));
        assertThat(marks.isReachable()).isTrue();

        marks.unreachable();

        assertThat(marks.isReachable()).isFalse();
        assertThat(reached(Map.of(0, 5L))).contains(at(0));
    }

    private Optional<Instant> reached(Map<Integer, Long> positions) {
        return marks.reachedBy(positions).time();
    }

    private static Instant at(long second) {
        return NOON.plusSeconds(second);
    }
}
