package io.tillview.ingestion.reprocessing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillview.ingestion.OverlordClient;
import io.tillview.ingestion.ReprocessingRefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Deletes segments that newer ones stand in front of, and those out of use already, from deep storage. */
final class OldSegments {
    private static final long PAUSE_MILLIS = 250;

    private final OverlordClient overlord;
    private final Chunks chunks;
    private final Duration patience;

    OldSegments(OverlordClient overlord, Chunks chunks, Duration patience) {
        this.overlord = overlord;
        this.chunks = chunks;
        this.patience = patience;
    }

    /**
     * Returns once they are gone.
     *
     * @throws ReprocessingRefusedException if they can't be deleted
     */
    void delete(String datasource, Instant from, Instant to) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        List<String> old = chunks.overshadowed(datasource);
        while (!old.isEmpty()) {
            overlord.markUnused(datasource, old);
            if (System.nanoTime() > deadline) {
                throw new ReprocessingRefusedException(
                        datasource, "segments that were replaced are still in use", "Run this again in a minute.");
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            old = chunks.overshadowed(datasource);
        }
        kill(datasource, from, to, deadline);
    }

    /** Returns once a whole datasource is gone. */
    void deleteAll(String datasource) throws InterruptedException {
        List<String> all = chunks.published(datasource);
        if (!all.isEmpty()) {
            overlord.markUnused(datasource, all);
        }
        kill(datasource, Instant.EPOCH, Instant.parse("2999-01-01T00:00:00Z"), System.nanoTime() + patience.toNanos());
    }

    private void kill(String datasource, Instant from, Instant to, long deadline) throws InterruptedException {
        ObjectNode task = JsonNodeFactory.instance.objectNode().put("type", "kill");
        String id = "kill_" + datasource + "_" + UUID.randomUUID();
        task.put("id", id).put("dataSource", datasource).put("interval", from + "/" + to);
        // Supervisors go on appending meanwhile: their locks have to lie within this one, so that both are given.
        task.putObject("context").put("useConcurrentLocks", true);
        overlord.submitTask(id, task);
        while (true) {
            JsonNode status = overlord.taskStatus(id).orElse(JsonNodeFactory.instance.objectNode());
            switch (status.path("statusCode").asText("RUNNING")) {
                case "SUCCESS" -> {
                    return;
                }
                case "FAILED" ->
                    throw new ReprocessingRefusedException(
                            datasource,
                            "the task that deletes old segments failed: "
                                    + status.path("errorMsg").asText(),
                            "Run this again.");
                default -> TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
            if (System.nanoTime() > deadline) {
                throw new ReprocessingRefusedException(
                        datasource,
                        "the task that deletes old segments goes on",
                        "Look at " + id + ", then run this again.");
            }
        }
    }
}
