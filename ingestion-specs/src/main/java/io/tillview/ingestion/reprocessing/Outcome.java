package io.tillview.ingestion.reprocessing;

import java.time.Instant;
import java.util.List;

/**
 * What reprocessing did.
 *
 * @param replaced the chunks that tasks of this change have replaced, in this call or an earlier one
 * @param remaining what has to wait
 */
public record Outcome(List<Chunk> replaced, List<Remaining> remaining) {
    /**
     * A time that is still appended to.
     *
     * @param chunk the time, of the datasource that is waited for
     * @param from when it can be done, if all goes well
     */
    public record Remaining(Chunk chunk, Instant from) {}

    public Outcome {
        replaced = List.copyOf(replaced);
        remaining = List.copyOf(remaining);
    }
}
