package io.tillview.query.freshness;

import io.tillview.query.catalog.Datasource;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Follows the ingestion of one datasource. Only one thread may tell it what was heard; any may ask for the result.
 *
 * <p>While the ingestion isn't healthy, or nobody can say, the time up to which there is data stands still. It goes back
 * when a task has lost what it had read and reads it again.
 */
public final class DatasourceWatch {
    private final Datasource datasource;
    private final TopicEnds ends = new TopicEnds();
    private Optional<Instant> heardOf = Optional.empty();
    private volatile Freshness freshness;

    /** @param datasource which one; nothing is known of it yet */
    public DatasourceWatch(Datasource datasource) {
        this.datasource = datasource;
        this.freshness = new Freshness(datasource, IngestionState.UNKNOWN, Optional.empty(), OptionalLong.empty());
    }

    /**
     * The Overlord has answered.
     *
     * @return whether to ask again at once: the Overlord reads the topic's end first and its time afterwards, and may have
     *     renewed both in between, so the end of a new time is taken from an answer that begins after that time was seen
     */
    public boolean heard(SupervisorReport report) {
        IngestionState state = report.state();
        Optional<Instant> dataThrough = freshness.dataThrough();
        boolean isNew = false;
        if (state == IngestionState.INGESTING) {
            heardOf.ifPresent(time -> ends.add(time, report.latest()));
            isNew = !report.sampledAt().equals(heardOf);
            heardOf = report.sampledAt();
            if (report.tellsAllPartitions()) {
                dataThrough = ends.reachedBy(report.current());
            }
        }
        freshness = new Freshness(datasource, state, dataThrough, report.recordsBehind());
        return isNew;
    }

    /** Druid has no supervisor for it. */
    public void missing() {
        stands(IngestionState.MISSING);
    }

    /** No Overlord answers. */
    public void unreachable() {
        stands(IngestionState.UNREACHABLE);
    }

    /** What is known. */
    public Freshness freshness() {
        return freshness;
    }

    private void stands(IngestionState state) {
        freshness = new Freshness(datasource, state, freshness.dataThrough(), OptionalLong.empty());
    }
}
