package io.tillview.query.freshness;

import java.util.Locale;

/** How the ingestion of a datasource is doing. Only {@link #INGESTING} moves the time up to which there is data. */
public enum IngestionState {
    /** It reads the topic. */
    INGESTING,
    /** It has begun and doesn't know the topic's end yet. */
    STARTING,
    /** Somebody has suspended it. */
    SUSPENDED,
    /** Druid calls it unhealthy: its tasks fail, or Kafka can't be reached. */
    UNHEALTHY,
    /** Druid has no supervisor for the datasource. */
    MISSING,
    /** No Overlord answers: nobody can say how it is doing. */
    UNREACHABLE,
    /** No Overlord has been asked yet, or none is configured. */
    UNKNOWN;

    /** Its name in the API. */
    public String externalName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
