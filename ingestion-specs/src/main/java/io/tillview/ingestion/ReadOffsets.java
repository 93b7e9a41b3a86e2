package io.tillview.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a supervisor's tasks have read the topic.
 *
 * @param next by partition, the offset that the slowest task comes to next; a partition that no task reads is missing
 */
public record ReadOffsets(Map<Integer, Long> next) {

    public ReadOffsets {
        next = Map.copyOf(next);
    }

    /** Asks the Overlord; nothing is read where there is no such supervisor. */
    public static ReadOffsets ask(OverlordClient overlord, String supervisor) {
        return overlord.supervisorStatus(supervisor)
                .map(status -> of(status.path("payload").path("activeTasks")))
                .orElse(new ReadOffsets(Map.of()));
    }

    static ReadOffsets of(JsonNode activeTasks) {
        Map<Integer, Long> next = new TreeMap<>();
        for (JsonNode task : activeTasks) {
            task.path("currentOffsets")
                    .properties()
                    .forEach(entry -> next.merge(
                            Integer.valueOf(entry.getKey()), entry.getValue().asLong(), Math::min));
        }
        return new ReadOffsets(next);
    }

    /** The offset that comes next in a partition; 0 where no task reads it. */
    public long next(int partition) {
        return next.getOrDefault(partition, 0L);
    }

    /** Whether everything before these offsets, by partition, was read. */
    public boolean reach(Map<Integer, Long> offsets) {
        return offsets.entrySet().stream().allMatch(entry -> next(entry.getKey()) >= entry.getValue());
    }
}
