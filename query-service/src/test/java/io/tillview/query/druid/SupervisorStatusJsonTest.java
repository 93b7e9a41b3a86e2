package io.tillview.query.druid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillview.query.freshness.IngestionTask;
import io.tillview.query.freshness.SupervisorReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SupervisorStatusJsonTest {
    private static final String HEALTHY = "\"suspended\": false, \"healthy\": true";

    @Test
    void reads_which_tasks_read_and_which_publish_and_where_they_began() throws IOException {
        SupervisorReport report = read(
                HEALTHY
                        + """
                , "activeTasks": [{"id": "b", "startingOffsets": {"0": 5, "1": 9}, "currentOffsets": {"0": 7, "1": 9}}],
                "publishingTasks": [{"id": "a", "startingOffsets": {"0": 1}, "currentOffsets": {}}]
                """);

        assertThat(report)
                .isEqualTo(new SupervisorReport(
                        false,
                        true,
                        List.of(
                                new IngestionTask("b", true, Map.of(0, 5L, 1, 9L)),
                                new IngestionTask("a", false, Map.of(0, 1L)))));
    }

    @Test
    void a_supervisor_that_has_just_begun_says_little() throws IOException {
        assertThat(read("\"suspended\": true, \"healthy\": true, \"activeTasks\": []"))
                .isEqualTo(new SupervisorReport(true, true, List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"suspended\": false",
                "\"suspended\": \"no\", \"healthy\": true",
                "\"suspended\": false, \"healthy\": true, \"activeTasks\": [{\"startingOffsets\": {\"0\": 1}}]",
                "\"suspended\": false, \"healthy\": true, \"activeTasks\": [{\"id\": \"../x\"}]",
                "\"suspended\": false, \"healthy\": true,"
                        + " \"activeTasks\": [{\"id\": \"a\", \"startingOffsets\": {\"first\": 1}}]"
            })
    void anything_else_is_refused(String payload) {
        assertThatThrownBy(() -> read(payload)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "{\"payload\": 1}", "<html>"})
    void what_is_no_status_is_refused(String body) {
        assertThatThrownBy(() -> SupervisorStatusJson.report(bytes(body))).isInstanceOf(IOException.class);
    }

    @Test
    void reads_how_far_a_task_is() throws IOException {
        assertThat(SupervisorStatusJson.offsets(bytes("{\"0\": 5, \"1\": 9}"))).isEqualTo(Map.of(0, 5L, 1, 9L));
        assertThat(SupervisorStatusJson.offsets(bytes("{}"))).isEmpty();
        assertThatThrownBy(() -> SupervisorStatusJson.offsets(bytes("<html>"))).isInstanceOf(IOException.class);
    }

    @Test
    void reads_where_a_datasource_begins() {
        assertThat(SupervisorStatusJson.earliest(
                        bytes("{\"segments\": {\"count\": 2, \"minTime\": \"2026-11-22T12:00:00.000Z\"}}")))
                .contains(Instant.parse("2026-11-22T12:00:00Z"));
        assertThat(SupervisorStatusJson.earliest(bytes("{\"segments\": {\"minTime\": \"noon\"}}")))
                .isEmpty();
        assertThat(SupervisorStatusJson.earliest(bytes("{}"))).isEmpty();
        assertThat(SupervisorStatusJson.earliest(bytes("<html>"))).isEmpty();
    }

    private static SupervisorReport read(String payload) throws IOException {
        return SupervisorStatusJson.report(bytes("{\"id\": \"merchant_events\", \"payload\": {" + payload + "}}"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
