package io.tillview.query.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.Completeness;
import io.tillview.query.catalog.Datasource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DatasourceWatchTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final TopicMarks topic = new TopicMarks();
    private final DatasourceWatch watch = new DatasourceWatch(Datasource.MERCHANT_EVENTS, topic);

    @Test
    void nothing_is_known_at_first() {
        assertThat(watch.freshness()).isEqualTo(Freshness.unknown(Datasource.MERCHANT_EVENTS));
    }

    @Test
    void a_time_is_reached_when_what_the_topic_held_then_has_been_read_for_a_while() {
        lists(reading("a"));
        topic.ended(at(0), Map.of(0, 10L));
        topic.ended(at(5), Map.of(0, 12L));
        reads("a", 10, 0);
        assertThat(dataThrough()).isEmpty();
        reads("a", 12, 1);
        assertThat(dataThrough()).contains(at(-1));
        assertThat(watch.freshness().recordsBehind()).hasValue(2);
        reads("a", 12, 2);
        assertThat(dataThrough()).contains(at(4));
        assertThat(watch.freshness().recordsBehind()).hasValue(0);
        assertThat(watch.freshness().state()).isEqualTo(IngestionState.INGESTING);
    }

    @Test
    void goes_on_to_now_while_nothing_comes() {
        caughtUp();

        topic.ended(at(60), Map.of(0, 10L));
        reads("a", 10, 60);

        assertThat(dataThrough()).contains(at(59));
    }

    @Test
    void stands_still_while_suspended_missing_or_unreachable() {
        caughtUp();
        topic.ended(at(60), Map.of(0, 10L));

        watch.heard(told(true, true, reading("a")));
        assertStands(IngestionState.SUSPENDED);
        watch.heard(new SupervisorAnswer.NoSuchSupervisor());
        assertStands(IngestionState.MISSING);
        watch.heard(new SupervisorAnswer.NoAnswer("away"));
        assertStands(IngestionState.UNREACHABLE);

        watch.heard(told(false, false, reading("a")));
        assertThat(watch.freshness().state()).isEqualTo(IngestionState.UNHEALTHY);
        assertThat(dataThrough()).contains(at(59));
    }

    @Test
    void stands_still_and_says_so_while_kafka_is_away() {
        caughtUp();

        topic.unreachable();
        reads("a", 10, 60);

        assertStands(IngestionState.TOPIC_UNREACHABLE);
    }

    @Test
    void goes_back_at_once_when_a_task_is_lost_with_what_it_had_read_whatever_the_overlord_says() {
        topic.ended(at(-100), Map.of(0, 3L));
        lists(new IngestionTask("a", true, Map.of(0, 3L)));
        topic.ended(at(0), Map.of(0, 10L));
        reads("a", 10, 0);
        reads("a", 10, 1);
        assertThat(dataThrough()).contains(at(-1));

        watch.heard(new SupervisorAnswer.NoAnswer("away"));
        watch.heard(Map.of("a", new TaskAnswer.Gone()), Duration.ofSeconds(2));

        assertThat(dataThrough()).contains(at(-101));
        lists(new IngestionTask("b", true, Map.of(0, 3L)));
        reads("b", 10, 3);
        assertThat(dataThrough()).contains(at(-101));
        reads("b", 10, 4);
        assertThat(dataThrough()).contains(at(-1));
    }

    @Test
    void is_unknown_rather_than_wrong_when_it_is_not_known_how_far_it_went_back() {
        caughtUp();

        watch.heard(Map.of("a", new TaskAnswer.Gone()), Duration.ofSeconds(60));

        assertThat(dataThrough()).isEmpty();
    }

    @Test
    void a_suspension_keeps_what_was_reached_when_its_tasks_have_ended() {
        caughtUp();
        watch.heard(told(true, true, new IngestionTask("a", false, Map.of(0, 0L))));
        reads("a", 10, 10);
        watch.heard(Map.of("a", new TaskAnswer.NotThere()), Duration.ofSeconds(11));
        watch.heard(told(true, true));
        topic.ended(at(100), Map.of(0, 20L));
        watch.heard(Map.of(), Duration.ofSeconds(100));

        assertStands(IngestionState.SUSPENDED);
        assertThat(watch.freshness().recordsBehind()).hasValue(10);
    }

    @Test
    void data_begins_with_the_earliest_segment_heard_of_lately() {
        watch.begins(at(-500));
        watch.begins(at(-100));
        assertThat(watch.freshness().dataFrom()).contains(at(-500));

        for (int i = 0; i < DataBeginning.REMEMBERED; i++) {
            watch.begins(at(-100));
        }
        assertThat(watch.freshness().dataFrom()).contains(at(-100));
    }

    @Test
    void nothing_is_final_before_the_window_for_late_events_is_past_and_they_are_merged() {
        caughtUp();
        assertThat(completeness(at(4))).isEqualTo(Completeness.RECEIVED);
        assertThat(completeness(at(5))).isEqualTo(Completeness.OPEN);
        assertThat(completeness(at(4).minus(LateMerges.WINDOW))).isEqualTo(Completeness.RECEIVED);

        watch.merged(Map.of(0, 9L));
        assertThat(completeness(at(4).minus(LateMerges.WINDOW))).isEqualTo(Completeness.RECEIVED);

        topic.began(Map.of(0, at(1)), Map.of(0, 9L));
        watch.merged(Map.of(0, 9L));
        assertThat(completeness(at(1).minus(LateMerges.WINDOW))).isEqualTo(Completeness.RECEIVED);
        assertThat(completeness(at(0).minus(LateMerges.WINDOW))).isEqualTo(Completeness.FINAL);

        topic.ended(at(100), Map.of(0, 12L));
        watch.merged(Map.of(0, 12L));
        assertThat(completeness(at(4).minus(LateMerges.WINDOW))).isEqualTo(Completeness.FINAL);
        assertThat(completeness(at(5).minus(LateMerges.WINDOW))).isEqualTo(Completeness.RECEIVED);
    }

    private Completeness completeness(Instant to) {
        return watch.freshness().completenessUpTo(to);
    }

    private void caughtUp() {
        lists(reading("a"));
        topic.ended(at(5), Map.of(0, 10L));
        reads("a", 10, 5);
        reads("a", 10, 6);
        assertThat(dataThrough()).contains(at(4));
    }

    private void assertStands(IngestionState state) {
        assertThat(watch.freshness().state()).isEqualTo(state);
        assertThat(dataThrough()).contains(at(4));
    }

    private void lists(IngestionTask... tasks) {
        watch.heard(told(false, true, tasks));
    }

    private void reads(String task, long offset, int second) {
        watch.heard(Map.of(task, new TaskAnswer.At(Map.of(0, offset))), Duration.ofSeconds(second));
    }

    private static SupervisorAnswer told(boolean suspended, boolean healthy, IngestionTask... tasks) {
        return new SupervisorAnswer.Told(new SupervisorReport(suspended, healthy, List.of(tasks)));
    }

    private static IngestionTask reading(String id) {
        return new IngestionTask(id, true, Map.of(0, 0L));
    }

    private Optional<Instant> dataThrough() {
        return watch.freshness().dataThrough();
    }

    private static Instant at(int second) {
        return NOON.plusSeconds(second);
    }
}
