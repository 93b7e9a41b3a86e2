package io.tillview.query.freshness;

import java.util.Locale;

/** How the ingestion of a datasource is doing. */
public enum IngestionState {
    /** It reads the topic. */
    INGESTING,
    /** It runs, and no task reads yet. */
    STARTING,
    /** Somebody has suspended it. */
    SUSPENDED,
    /** Druid calls it unhealthy: its tasks have failed, or it can't reach Kafka. What its tasks read counts nevertheless. */
    UNHEALTHY,
    /** Druid has no supervisor for the datasource. */
    MISSING,
    /** No Overlord answers: nobody can say how it is doing. */
    UNREACHABLE,
    /** Kafka doesn't tell us where the topic ends. */
    TOPIC_UNREACHABLE,
    /** No Overlord has been asked yet, or none is configured. */
    UNKNOWN;

    /** Its name in the API. */
    public String externalName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is the topic's turn to say more. */
    boolean isRunning() {
        return this == INGESTING || this == STARTING;
    }

    /** Whether the time up to which there is data may go on; in every other state it stands still or goes back. */
    boolean movesTime() {
        return isRunning() || this == UNHEALTHY;
    }
}
