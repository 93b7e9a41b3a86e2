package io.tillview.query.freshness;

import io.tillview.query.catalog.Datasource;
import io.tillview.query.freshness.SupervisorAnswer.NoSuchSupervisor;
import io.tillview.query.freshness.SupervisorAnswer.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Follows the ingestion of one datasource and concludes how far it reaches. Safe for use by many threads.
 *
 * <p>The time up to which there is data goes on only while its supervisor runs and its tasks answer; it goes back as soon as
 * a task is lost with what it had read, for the next answer may lack it.
 */
final class DatasourceWatch {
    private final Datasource datasource;
    private final TopicMarks topic;
    private final MergeReach merges;
    private final TaskCoverage coverage = new TaskCoverage();
    private final SettledPositions positions = new SettledPositions();
    private final DataBeginning beginning = new DataBeginning();
    private IngestionState state = IngestionState.UNKNOWN;
    private volatile Freshness freshness;

    /** @param datasource which one; nothing is known of it yet */
    DatasourceWatch(Datasource datasource, TopicMarks topic) {
        this.datasource = datasource;
        this.topic = topic;
        this.merges = new MergeReach(topic);
        this.freshness = Freshness.unknown(datasource);
    }

    Datasource datasource() {
        return datasource;
    }

    /** The Overlords were asked. */
    synchronized void heard(SupervisorAnswer answer) {
        if (answer instanceof Told told) {
            coverage.listed(told.report().tasks());
            state = told.report().state();
        } else {
            state = answer instanceof NoSuchSupervisor ? IngestionState.MISSING : IngestionState.UNREACHABLE;
        }
        conclude();
    }

    /** The tasks whose answers {@link #heard(Map, Duration)} waits for. */
    synchronized Set<String> tasksToAsk() {
        return coverage.toAsk();
    }

    /**
     * Its tasks were asked.
     *
     * @param answers of them, and perhaps of others
     * @param now on a clock that only goes forward
     */
    synchronized void heard(Map<String, TaskAnswer> answers, Duration now) {
        answers.forEach((id, answer) -> coverage.heard(id, answer, now));
        positions.add(now, coverage.covered(now));
        conclude();
    }

    /** The Coordinator has told where the earliest segment begins. */
    synchronized void begins(Instant earliest) {
        beginning.heard(earliest);
        conclude();
    }

    /** Late events are merged up to these offsets, as was said before the topic was last asked where it ends. */
    synchronized void merged(Map<Integer, Long> offsets) {
        merges.heard(offsets);
        conclude();
    }

    /** Up to where late events are merged, by partition. */
    synchronized Map<Integer, Long> mergedPositions() {
        return merges.merged();
    }

    /** How far it has been ingested, by partition. */
    synchronized Map<Integer, Long> positions() {
        return positions.offsets();
    }

    /** What is known. */
    Freshness freshness() {
        return freshness;
    }

    private void conclude() {
        Map<Integer, Long> offsets = positions.offsets();
        Optional<Instant> dataThrough = dataThrough(topic.reachedBy(offsets));
        freshness = new Freshness(
                datasource,
                state.isRunning() && !topic.isReachable() ? IngestionState.TOPIC_UNREACHABLE : state,
                dataThrough,
                beginning.earliest(),
                Freshness.earlier(dataThrough, merges.through()).map(time -> time.minus(LateMerges.WINDOW)),
                topic.behind(offsets));
    }

    private Optional<Instant> dataThrough(TopicMarks.Reach reach) {
        Optional<Instant> before = freshness.dataThrough();
        if (reach.known() == 0) {
            return before;
        }
        return reach.all() && state.movesTime() ? reach.time() : Freshness.earlier(before, reach.time());
    }
}
