package io.tillview.ingestion.reprocessing;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.ingestion.OverlordClient;
import java.util.HashMap;
import java.util.Map;

/**
 * Up to where a supervisor has published the topic for good: what its tasks began from, those included that still publish. How
 * far tasks have read says less, since an Indexer that is killed forgets it.
 *
 * @param next by partition, the first offset that may not be published yet
 */
record PublishedOffsets(Map<Integer, Long> next) {

    PublishedOffsets {
        next = Map.copyOf(next);
    }

    /** Asks the Overlord; nothing is published where there is no such supervisor, or none of its tasks. */
    static PublishedOffsets ask(OverlordClient overlord, String supervisor) {
        Map<Integer, Long> next = new HashMap<>();
        overlord.supervisorStatus(supervisor)
                .map(status -> status.path("payload"))
                .ifPresent(payload -> {
                    add(next, payload.path("activeTasks"));
                    if (!next.isEmpty()) {
                        add(next, payload.path("publishingTasks"));
                    }
                });
        return new PublishedOffsets(next);
    }

    /** Whether everything before these offsets, by partition, is published. */
    boolean reach(Map<Integer, Long> offsets) {
        return offsets.entrySet().stream().allMatch(entry -> entry.getValue() <= next.getOrDefault(entry.getKey(), 0L));
    }

    private static void add(Map<Integer, Long> next, JsonNode tasks) {
        for (JsonNode task : tasks) {
            task.path("startingOffsets")
                    .properties()
                    .forEach(entry -> next.merge(
                            Integer.valueOf(entry.getKey()), entry.getValue().asLong(), Math::min));
        }
    }
}
