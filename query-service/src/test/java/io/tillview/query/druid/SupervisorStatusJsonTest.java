package io.tillview.query.druid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillview.query.freshness.SupervisorReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SupervisorStatusJsonTest {
    private static final String HEALTHY = "\"suspended\": false, \"healthy\": true";

    @Test
    void reads_where_the_topic_ends_and_how_far_the_tasks_are() throws IOException {
        SupervisorReport report = read(
                HEALTHY
                        + """
                , "offsetsLastUpdated": "2026-11-22T12:00:00.123Z", "latestOffsets": {"0": 7, "1": 9},
                "activeTasks": [{"startingOffsets": {"0": 1, "1": 2}, "currentOffsets": {"0": 5, "1": 9}}],
                "publishingTasks": []
                """);

        assertThat(report)
                .isEqualTo(new SupervisorReport(
                        false,
                        true,
                        Optional.of(Instant.parse("2026-11-22T12:00:00.123Z")),
                        Map.of(0, 7L, 1, 9L),
                        Map.of(0, 5L, 1, 9L)));
    }

    @Test
    void a_task_that_has_not_said_how_far_it_is_is_where_it_began() throws IOException {
        assertThat(read(HEALTHY
                                + """
                                , "activeTasks": [{"startingOffsets": {"0": 8}, "currentOffsets": {}}],
                                "publishingTasks": [{"startingOffsets": {"0": 1}, "currentOffsets": {"0": 8}}]
                                """)
                        .current())
                .isEqualTo(Map.of(0, 8L));
    }

    @Test
    void of_replicas_the_slower_counts() throws IOException {
        assertThat(read(HEALTHY
                                + """
                                , "activeTasks": [{"startingOffsets": {"0": 1}, "currentOffsets": {"0": 8}},
                                                  {"startingOffsets": {"0": 1}, "currentOffsets": {"0": 6}}]
                                """)
                        .current())
                .isEqualTo(Map.of(0, 6L));
    }

    @Test
    void what_is_being_published_counts_where_nobody_reads_on() throws IOException {
        assertThat(read(HEALTHY
                                + """
                                , "activeTasks": [{"startingOffsets": {"0": 8}, "currentOffsets": {"0": 9}}],
                                "publishingTasks": [{"startingOffsets": {"0": 1}, "currentOffsets": {"0": 8}},
                                                    {"startingOffsets": {"1": 1}, "currentOffsets": {"1": 4}}]
                                """)
                        .current())
                .isEqualTo(Map.of(0, 9L, 1, 4L));
    }

    @Test
    void a_supervisor_that_has_just_begun_says_little() throws IOException {
        assertThat(read("\"suspended\": true, \"healthy\": true, \"activeTasks\": []"))
                .isEqualTo(new SupervisorReport(true, true, Optional.empty(), Map.of(), Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"suspended\": false",
                "\"suspended\": \"no\", \"healthy\": true",
                "\"suspended\": false, \"healthy\": true, \"offsetsLastUpdated\": \"noon\"",
                "\"suspended\": false, \"healthy\": true, \"latestOffsets\": {\"first\": 1}"
            })
    void anything_else_is_refused(String payload) {
        assertThatThrownBy(() -> read(payload)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "{\"payload\": 1}", "<html>"})
    void what_is_no_status_is_refused(String body) {
        assertThatThrownBy(() -> SupervisorStatusJson.read(body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }

    private static SupervisorReport read(String payload) throws IOException {
        return SupervisorStatusJson.read(
                ("{\"id\": \"merchant_events\", \"payload\": {" + payload + "}}").getBytes(StandardCharsets.UTF_8));
    }
}
