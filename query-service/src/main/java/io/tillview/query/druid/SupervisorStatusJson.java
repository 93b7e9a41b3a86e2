package io.tillview.query.druid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillview.query.freshness.SupervisorReport;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the Overlord's {@code /druid/indexer/v1/supervisor/<id>/status} of Druid 33. */
final class SupervisorStatusJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SupervisorStatusJson() {}

    /** @throws IOException if it is anything else */
    static SupervisorReport read(byte[] body) throws IOException {
        JsonNode payload = JSON.readTree(body).path("payload");
        if (!payload.path("suspended").isBoolean() || !payload.path("healthy").isBoolean()) {
            throw new IOException("It is no supervisor's status.");
        }
        try {
            return new SupervisorReport(
                    payload.get("suspended").booleanValue(),
                    payload.get("healthy").booleanValue(),
                    Optional.ofNullable(payload.path("offsetsLastUpdated").textValue())
                            .map(Instant::parse),
                    offsets(payload.path("latestOffsets")),
                    current(payload));
        } catch (DateTimeException | NumberFormatException e) {
            throw new IOException("It holds a time or an offset that is none.", e);
        }
    }

    /**
     * The slowest of the tasks that read a partition counts: with replicas, a query may be answered by any of them. Where
     * none reads it any more, it is as far as the ones that are publishing it came.
     */
    private static Map<Integer, Long> current(JsonNode payload) {
        Map<Integer, Long> active = new HashMap<>();
        payload.path("activeTasks")
                .forEach(task -> position(task).forEach((partition, at) -> active.merge(partition, at, Math::min)));
        Map<Integer, Long> publishing = new HashMap<>();
        payload.path("publishingTasks")
                .forEach(task -> position(task).forEach((partition, at) -> publishing.merge(partition, at, Math::max)));
        publishing.putAll(active);
        return publishing;
    }

    /** A task that hasn't said how far it is, is where it began: what came before, others have read. */
    private static Map<Integer, Long> position(JsonNode task) {
        Map<Integer, Long> position = offsets(task.path("startingOffsets"));
        offsets(task.path("currentOffsets")).forEach((partition, at) -> position.merge(partition, at, Math::max));
        return position;
    }

    private static Map<Integer, Long> offsets(JsonNode node) {
        Map<Integer, Long> offsets = new HashMap<>();
        node.properties().stream()
                .filter(partition -> partition.getValue().isIntegralNumber())
                .forEach(partition -> offsets.put(
                        Integer.valueOf(partition.getKey()),
                        partition.getValue().longValue()));
        return offsets;
    }
}
