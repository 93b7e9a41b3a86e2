package io.tillview.ingestion;

import java.util.Optional;

/** What is to be done about an import's task for a datasource. */
enum ImportStep {
    /** Nothing: the datasource has the events. */
    DONE,
    /** Its end is to be waited for. */
    WAIT,
    /** There was none before: it can be begun. */
    BEGIN,
    /** A task may have published without having said so: the rows have to be looked at before another is begun. */
    LOOK;

    /**
     * Decides.
     *
     * @param succeeded whether the ledger says that the datasource has the events
     * @param task the task that the ledger names
     * @param state what the Overlord says of that task; empty if it doesn't know it, because it was never submitted or is forgotten
     */
    static ImportStep of(boolean succeeded, Optional<String> task, Optional<String> state) {
        if (succeeded) {
            return DONE;
        }
        if (task.isEmpty()) {
            return BEGIN;
        }
        return switch (state.orElse("UNKNOWN")) {
            case "SUCCESS" -> DONE;
            case "RUNNING" -> WAIT;
            default -> LOOK;
        };
    }
}
