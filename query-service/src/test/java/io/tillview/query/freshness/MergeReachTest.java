package io.tillview.query.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MergeReachTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final TopicMarks topic = new TopicMarks();
    private final MergeReach reach = new MergeReach(topic);

    @Test
    void nothing_is_known_where_nothing_was_committed() {
        topic.ended(at(0), Map.of(0, 10L));

        reach.heard(Map.of());

        assertThat(reach.through()).isEmpty();
    }

    @Test
    void what_is_merged_reaches_up_to_the_first_record_that_is_not() {
        topic.ended(at(0), Map.of(0, 10L, 1, 0L));
        topic.ended(at(10), Map.of(0, 12L, 1, 0L));

        reach.heard(Map.of(0, 11L));
        assertThat(reach.through()).contains(at(-1));

        reach.heard(Map.of(0, 12L));
        assertThat(reach.through()).contains(at(9));
    }

    @Test
    void goes_on_while_nothing_comes_and_stands_while_nothing_is_merged() {
        merged(10);
        topic.ended(at(5), Map.of(0, 10L));
        reach.heard(Map.of(0, 10L));
        assertThat(reach.through()).contains(at(4));

        topic.ended(at(10), Map.of(0, 11L));
        reach.heard(Map.of(0, 10L));
        assertThat(reach.through()).contains(at(4));
    }

    @Test
    void stands_though_the_mark_that_proved_it_is_forgotten() {
        merged(10);

        topic.ended(at(-100), Map.of(0, 5L));
        topic.ended(at(10), Map.of(0, 20L));
        reach.heard(Map.of(0, 10L));

        assertThat(reach.through()).contains(at(-1));
    }

    @Test
    void a_partition_that_was_added_holds_it_back_until_something_is_said_of_it() {
        merged(10);

        topic.ended(at(5), Map.of(0, 10L, 1, 3L));
        reach.heard(Map.of(0, 10L));
        assertThat(reach.through()).contains(at(-1));

        topic.ended(at(10), Map.of(0, 10L, 1, 3L));
        reach.heard(Map.of(0, 10L, 1, 3L));
        assertThat(reach.through()).contains(at(9));
    }

    @Test
    void is_given_up_when_the_offsets_go_back_or_are_gone() {
        merged(10);
        topic.ended(at(5), Map.of(0, 20L));
        reach.heard(Map.of(0, 9L));
        assertThat(reach.through()).isEmpty();

        merged(20);
        reach.heard(Map.of());
        assertThat(reach.through()).isEmpty();
    }

    @Test
    void offsets_that_the_topic_has_not_come_to_are_those_of_another() {
        merged(10);

        topic.ended(at(5), Map.of(0, 3L));
        reach.heard(Map.of(0, 10L));

        assertThat(reach.through()).isEmpty();
        assertThat(reach.merged()).isEmpty();
    }

    private void merged(long offset) {
        topic.ended(at(0), Map.of(0, offset));
        reach.heard(Map.of(0, offset));
        assertThat(reach.through()).isPresent();
    }

    private static Instant at(int second) {
        return NOON.plusSeconds(second);
    }
}
