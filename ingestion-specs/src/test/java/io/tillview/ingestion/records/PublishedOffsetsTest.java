package io.tillview.ingestion.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishedOffsetsTest {

    @Test
    void what_came_before_the_earliest_task_that_reads_or_publishes_is_published() throws Exception {
        PublishedOffsets published = of(
                """
                {"activeTasks": [{"startingOffsets": {"0": 20, "1": 7}, "currentOffsets": {"0": 29, "1": 7}}],
                 "publishingTasks": [{"startingOffsets": {"0": 12}}, {"startingOffsets": {"0": 15}}]}
                """);

        assertThat(published.reach(Map.of(0, 12L, 1, 7L))).isTrue();
        assertThat(published.reach(Map.of(0, 13L))).isFalse();
        assertThat(published.willReach(Map.of(0, 20L))).isTrue();
        assertThat(published.willReach(Map.of(0, 21L))).isFalse();
    }

    @Test
    void what_a_task_says_that_it_has_read_proves_nothing() throws Exception {
        PublishedOffsets published =
                of("{\"activeTasks\": [{\"startingOffsets\": {\"0\": 0}, \"currentOffsets\": {\"0\": 50}}]}");

        assertThat(published.atMost(Map.of(0, 40L))).isEqualTo(Map.of(0, 0L));
    }

    @Test
    void of_a_partition_that_no_task_reads_nothing_is_known() throws Exception {
        PublishedOffsets published = of(
                """
                {"activeTasks": [{"startingOffsets": {"0": 20}}], "publishingTasks": [{"startingOffsets": {"1": 5}}]}
                """);

        assertThat(published.atMost(Map.of(0, 9L, 1, 9L, 2, 0L))).isEqualTo(Map.of(0, 9L));
        assertThat(published.reach(Map.of(0, 9L, 1, 1L))).isFalse();
        assertThat(published.reach(Map.of(0, 9L, 2, 0L))).isTrue();
        assertThat(of("{}").atMost(Map.of(0, 9L))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING, false",
        "UNABLE_TO_CONNECT_TO_STREAM, false",
        "CONNECTING_TO_STREAM, false",
        "DISCOVERING_INITIAL_TASKS, false",
        "CREATING_TASKS, true",
        "RUNNING, true",
        "LOST_CONTACT_WITH_STREAM, true"
    })
    void nothing_is_proved_before_the_supervisor_has_found_all_its_tasks(String state, boolean proved)
            throws Exception {
        PublishedOffsets published =
                of("{\"detailedState\": \"" + state + "\", \"activeTasks\": [{\"startingOffsets\": {\"0\": 20}}]}");

        assertThat(published.reach(Map.of(0, 20L))).isEqualTo(proved);
        assertThat(published.willReach(Map.of(0, 20L))).isEqualTo(proved);
        assertThat(published.atMost(Map.of(0, 20L))).isEqualTo(proved ? Map.of(0, 20L) : Map.of());
    }

    private static PublishedOffsets of(String payload) throws JsonProcessingException {
        return PublishedOffsets.of(new ObjectMapper().readTree(payload));
    }
}
