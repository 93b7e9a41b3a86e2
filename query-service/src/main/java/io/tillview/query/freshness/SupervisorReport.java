package io.tillview.query.freshness;

import java.util.List;

/**
 * What the Overlord tells about a supervisor. How far its tasks are is not taken from here: the Overlord goes on telling what
 * it last heard of a task that is gone.
 *
 * @param suspended whether somebody has suspended it
 * @param healthy whether Druid calls it healthy
 * @param tasks those that read, and those that publish what they have read
 */
public record SupervisorReport(boolean suspended, boolean healthy, List<IngestionTask> tasks) {

    /** Copies the list. */
    public SupervisorReport {
        tasks = List.copyOf(tasks);
    }

    IngestionState state() {
        if (suspended) {
            return IngestionState.SUSPENDED;
        }
        if (!healthy) {
            return IngestionState.UNHEALTHY;
        }
        return tasks.stream().anyMatch(IngestionTask::reading) ? IngestionState.INGESTING : IngestionState.STARTING;
    }
}
