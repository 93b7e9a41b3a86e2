package io.tillview.query.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskCoverageTest {
    private static final Duration BEGUN = Duration.ofMinutes(1);

    private final TaskCoverage coverage = new TaskCoverage();

    @Test
    void a_task_holds_what_it_says_it_has_read() {
        coverage.listed(List.of(reading("a", 5)));
        assertThat(covered(0)).isEqualTo(5);

        coverage.heard("a", at(9), BEGUN);

        assertThat(covered(0)).isEqualTo(9);
    }

    @Test
    void what_a_task_had_read_is_lost_at_once_with_its_process_until_it_answers_again() {
        coverage.listed(List.of(reading("a", 5)));
        coverage.heard("a", at(9), BEGUN);

        coverage.heard("a", new TaskAnswer.Gone(), BEGUN);
        assertThat(covered(0)).isEqualTo(5);
        coverage.heard("a", new TaskAnswer.NotThere(), BEGUN);
        coverage.heard("a", new TaskAnswer.Silent(), BEGUN);
        assertThat(covered(0)).isEqualTo(5);

        coverage.heard("a", at(7), BEGUN);
        assertThat(covered(0)).isEqualTo(7);
    }

    @Test
    void a_silent_task_keeps_what_it_had_for_a_moment_only() {
        coverage.listed(List.of(reading("a", 5)));
        coverage.heard("a", at(9), BEGUN);

        coverage.heard("a", new TaskAnswer.Silent(), BEGUN.plus(TaskCoverage.LEASE));
        assertThat(covered(2)).isEqualTo(9);
        coverage.heard(
                "a", new TaskAnswer.Silent(), BEGUN.plus(TaskCoverage.LEASE).plusMillis(1));
        assertThat(covered(3)).isEqualTo(5);
    }

    @Test
    void a_task_that_reads_on_counts_while_the_one_before_it_is_there() {
        coverage.listed(List.of(publishing("a", 5), reading("b", 9)));
        coverage.heard("a", at(9), BEGUN);
        coverage.heard("b", at(12), BEGUN);
        assertThat(covered(0)).isEqualTo(12);

        coverage.heard("a", new TaskAnswer.Gone(), BEGUN);
        assertThat(covered(0)).isEqualTo(5);

        coverage.listed(List.of(reading("b", 9)));
        assertThat(covered(0)).isEqualTo(12);
    }

    @Test
    void a_publishing_task_that_has_not_read_to_its_end_yet_holds_the_next_one_back() {
        coverage.listed(List.of(publishing("a", 5), reading("b", 9)));
        coverage.heard("a", at(8), BEGUN);
        coverage.heard("b", at(12), BEGUN);

        assertThat(covered(0)).isEqualTo(8);
    }

    @Test
    void a_publishing_task_that_ended_has_handed_off_unless_the_overlord_keeps_listing_it() {
        coverage.listed(List.of(publishing("a", 5), reading("b", 9)));
        coverage.heard("a", at(8), BEGUN);
        coverage.heard("b", at(12), BEGUN);

        coverage.heard("a", new TaskAnswer.NotThere(), BEGUN);

        assertThat(covered(1)).isEqualTo(12);
        assertThat(coverage.toAsk()).containsExactly("b");
        assertThat(covered(11)).isEqualTo(5);
    }

    @Test
    void of_replicas_the_slowest_that_lives_counts() {
        coverage.listed(List.of(reading("a", 5), reading("b", 5)));
        coverage.heard("a", at(9), BEGUN);
        coverage.heard("b", at(7), BEGUN);
        assertThat(covered(0)).isEqualTo(7);

        coverage.heard("b", new TaskAnswer.Gone(), BEGUN);
        assertThat(covered(0)).isEqualTo(9);

        coverage.heard("a", new TaskAnswer.Gone(), BEGUN);
        assertThat(covered(0)).isEqualTo(5);
    }

    @Test
    void tasks_that_nobody_lists_any_more_are_followed_while_nobody_has_their_partitions() {
        coverage.listed(List.of(reading("a", 5)));
        coverage.heard("a", at(9), BEGUN);
        coverage.listed(List.of());
        assertThat(covered(0)).isEqualTo(9);
        assertThat(coverage.toAsk()).containsExactly("a");

        coverage.heard("a", new TaskAnswer.NotThere(), BEGUN);
        assertThat(covered(0)).isEqualTo(5);

        coverage.listed(List.of(reading("b", 6)));
        assertThat(covered(0)).isEqualTo(6);
        assertThat(coverage.toAsk()).containsExactly("b");
    }

    @Test
    void a_suspended_supervisor_s_last_task_has_handed_off_when_it_ends() {
        coverage.listed(List.of(publishing("a", 5)));
        coverage.heard("a", at(9), BEGUN);
        coverage.heard("a", new TaskAnswer.NotThere(), BEGUN);

        coverage.listed(List.of());

        assertThat(covered(60)).isEqualTo(9);
    }

    private long covered(int secondsLater) {
        return coverage.covered(BEGUN.plusSeconds(secondsLater)).get(0);
    }

    private static TaskAnswer at(long offset) {
        return new TaskAnswer.At(Map.of(0, offset));
    }

    private static IngestionTask reading(String id, long start) {
        return new IngestionTask(id, true, Map.of(0, start));
    }

    private static IngestionTask publishing(String id, long start) {
        return new IngestionTask(id, false, Map.of(0, start));
    }
}
