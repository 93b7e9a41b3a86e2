package io.tillview.query.freshness;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * One task of a supervisor, as the Overlord lists it.
 *
 * @param id its id
 * @param reading whether it reads on; else it publishes what it has read, and serves it until that is handed off
 * @param starts where it began, by partition: what came before, others have read
 */
public record IngestionTask(String id, boolean reading, Map<Integer, Long> starts) {

    /** Copies the offsets. */
    public IngestionTask {
        requireNonNull(id, "id");
        starts = Map.copyOf(starts);
    }
}
