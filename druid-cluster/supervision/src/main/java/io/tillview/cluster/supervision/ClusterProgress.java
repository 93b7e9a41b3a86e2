package io.tillview.cluster.supervision;

import io.tillview.cluster.process.ProcessEnd;
import java.time.Duration;

/** Told what happens while a cluster starts and stops; called from several threads, one call at a time. */
public interface ClusterProgress {
    /** Tells nobody. */
    ClusterProgress SILENT = new ClusterProgress() {};

    /** A service is being launched. */
    default void starting(String service) {}

    /**
     * A service is ready for work.
     *
     * @param took from its launch
     */
    default void ready(String service, Duration took) {}

    /** A service was stopped. */
    default void stopped(String service, ProcessEnd.Outcome outcome) {}
}
