package io.tillview.ingestion.records;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.ingestion.OverlordClient;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Up to where a supervisor's records are in published segments, which outlive every process: what came before the first task that
 * still reads or publishes has been handed over. What a task says it has read is no proof: it is gone with its process, and the
 * Overlord goes on telling it for a while.
 *
 * @param begun by partition, where the tasks that read now began
 * @param before by partition, where the earliest task that reads or publishes began
 */
public record PublishedOffsets(Map<Integer, Long> begun, Map<Integer, Long> before) {
    /** Druid's words for a supervisor whose tasks aren't all found yet, as they are one after another once an Overlord leads. */
    private static final Set<String> FINDING_TASKS =
            Set.of("PENDING", "UNABLE_TO_CONNECT_TO_STREAM", "CONNECTING_TO_STREAM", "DISCOVERING_INITIAL_TASKS");

    public PublishedOffsets {
        begun = Map.copyOf(begun);
        before = Map.copyOf(before);
    }

    /** Asks the Overlord; nothing is proved where there is no such supervisor, or it has no tasks, or hasn't found them all yet. */
    public static PublishedOffsets ask(OverlordClient overlord, String supervisor) {
        return overlord.supervisorStatus(supervisor)
                .map(status -> of(status.path("payload")))
                .orElse(new PublishedOffsets(Map.of(), Map.of()));
    }

    static PublishedOffsets of(JsonNode payload) {
        if (FINDING_TASKS.contains(payload.path("detailedState").asText())) {
            // The earliest of them, which is what counts, may be still to be found.
            return new PublishedOffsets(Map.of(), Map.of());
        }
        Map<Integer, Long> begun = new HashMap<>();
        least(payload.path("activeTasks"), begun);
        Map<Integer, Long> before = new HashMap<>(begun);
        least(payload.path("publishingTasks"), before);
        // A partition that is published and not read on would have nobody to say what comes after.
        before.keySet().retainAll(begun.keySet());
        return new PublishedOffsets(begun, before);
    }

    private static void least(JsonNode tasks, Map<Integer, Long> offsets) {
        for (JsonNode task : tasks) {
            task.path("startingOffsets")
                    .properties()
                    .forEach(entry -> offsets.merge(
                            Integer.valueOf(entry.getKey()), entry.getValue().asLong(), Math::min));
        }
    }

    /** Whether everything before these offsets, by partition, is published. */
    public boolean reach(Map<Integer, Long> offsets) {
        return reach(before, offsets);
    }

    /** Whether it will be as soon as the tasks that publish have ended. */
    public boolean willReach(Map<Integer, Long> offsets) {
        return reach(begun, offsets);
    }

    /** Of these offsets, by partition, what is published; a partition of which nothing is proved is missing. */
    public Map<Integer, Long> atMost(Map<Integer, Long> offsets) {
        Map<Integer, Long> least = new HashMap<>();
        before.forEach((partition, offset) -> {
            if (offsets.containsKey(partition)) {
                least.put(partition, Math.min(offset, offsets.get(partition)));
            }
        });
        return least;
    }

    private static boolean reach(Map<Integer, Long> reached, Map<Integer, Long> offsets) {
        return offsets.entrySet().stream()
                .allMatch(entry -> reached.getOrDefault(entry.getKey(), 0L) >= entry.getValue());
    }
}
