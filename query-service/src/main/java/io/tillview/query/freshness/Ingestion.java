package io.tillview.query.freshness;

import io.tillview.query.catalog.Datasource;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Asks Druid about the ingestion. Nothing is thrown for what Druid or the network do; every call is bounded in time. */
public interface Ingestion {

    /** How the supervisor of a datasource is doing, which has its name. Called by one thread at a time. */
    SupervisorAnswer supervisor(Datasource datasource);

    /** Where the earliest segment of a datasource begins; empty when nobody says. Called by that same thread. */
    Optional<Instant> earliest(Datasource datasource);

    /**
     * How far tasks are, all of them asked at once. Called by one thread at a time, which may be another one.
     *
     * @return an answer for each
     */
    Map<String, TaskAnswer> tasks(Set<String> ids);
}
