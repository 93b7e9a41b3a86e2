package io.tillview.query.druid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillview.query.freshness.IngestionTask;
import io.tillview.query.freshness.SupervisorReport;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what Druid 33 says of supervisors, their tasks and datasources. */
final class SupervisorStatusJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SupervisorStatusJson() {}

    /**
     * Reads the Overlord's {@code /druid/indexer/v1/supervisor/<id>/status}.
     *
     * @throws IOException if it is anything else
     */
    static SupervisorReport report(byte[] body) throws IOException {
        JsonNode payload = JSON.readTree(body).path("payload");
        if (!payload.path("suspended").isBoolean() || !payload.path("healthy").isBoolean()) {
            throw new IOException("It is no supervisor's status.");
        }
        List<IngestionTask> tasks = new ArrayList<>();
        for (JsonNode task : payload.path("activeTasks")) {
            tasks.add(task(task, true));
        }
        for (JsonNode task : payload.path("publishingTasks")) {
            tasks.add(task(task, false));
        }
        return new SupervisorReport(
                payload.get("suspended").booleanValue(), payload.get("healthy").booleanValue(), tasks);
    }

    /**
     * Reads a task's {@code /druid/worker/v1/chat/<id>/offsets/current}.
     *
     * @throws IOException if it is anything else
     */
    static Map<Integer, Long> offsets(byte[] body) throws IOException {
        return offsets(JSON.readTree(body));
    }

    /** Reads the beginning from the Coordinator's {@code /druid/coordinator/v1/datasources/<name>}; empty if there is none. */
    static Optional<Instant> earliest(byte[] body) {
        try {
            return Optional.ofNullable(
                            JSON.readTree(body).at("/segments/minTime").textValue())
                    .map(Instant::parse);
        } catch (IOException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static IngestionTask task(JsonNode task, boolean reading) throws IOException {
        String id = task.path("id").asText();
        if (!id.matches("[A-Za-z0-9_-]+")) {
            throw new IOException("It names a task by what is no id.");
        }
        return new IngestionTask(id, reading, offsets(task.path("startingOffsets")));
    }

    private static Map<Integer, Long> offsets(JsonNode node) throws IOException {
        Map<Integer, Long> offsets = new HashMap<>();
        try {
            node.properties().stream()
                    .filter(partition -> partition.getValue().isIntegralNumber())
                    .forEach(partition -> offsets.put(
                            Integer.valueOf(partition.getKey()),
                            partition.getValue().longValue()));
        } catch (NumberFormatException e) {
            throw new IOException("It holds a partition that is none.", e);
        }
        return offsets;
    }
}
