package io.tillview.ingestion.layout;

import java.time.Instant;

/** What {@link LayoutKeeper} did about a chunk, or why it leaves one as it is. */
public sealed interface LayoutStep {

    /** One line for people. */
    String summary();

    /** A task was begun; it goes on by itself. */
    record Begun(String task, Instant start, int segments) implements LayoutStep {
        @Override
        public String summary() {
            return "Laying out " + segments + " segments from " + start + " by task " + task;
        }
    }

    /** A task that this one waited for is done. */
    record Done(String task, Instant start) implements LayoutStep {
        @Override
        public String summary() {
            return "Laid out the chunk from " + start + " by task " + task;
        }
    }

    /** A chunk that can't be laid out, and what to do about it. Said once. */
    record LeftAlone(String datasource, Instant start, String fact, String remedy) implements LayoutStep {
        @Override
        public String summary() {
            return "Left the chunk of " + datasource + " from " + start + " as it is: " + fact + ". " + remedy;
        }
    }
}
