package io.tillview.endtoend;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.cluster.Ports.Endpoint;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A task to be killed in its middle. The Indexer itself is asked what it runs, as often as it answers: the Overlord knows it later,
 * and a task of a few hundred milliseconds is over by then.
 */
final class RunningTask {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Tillview tillview;
    private final URI running;
    private final Pattern id;

    /**
     * @param id a regular expression that the task's id begins with
     */
    RunningTask(Tillview tillview, String id) {
        this.tillview = tillview;
        this.running = tillview.installation().http(Endpoint.INDEXER).resolve("/druid/worker/v1/tasks");
        this.id = Pattern.compile(id);
    }

    /** Returns once it runs. */
    void awaitBegun() {
        await("a task " + id)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .ignoreExceptions()
                .until(this::isRunning);
    }

    /** Kills the Indexer once it runs the task, and starts it again. */
    void killIndexer() {
        try {
            // Found before it is needed: that takes longer than some tasks do.
            ProcessHandle indexer = tillview.process(Endpoint.INDEXER);
            awaitBegun();
            tillview.killAndRestart(Endpoint.INDEXER, indexer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isRunning() {
        HttpResponse<String> answer = tillview.get(running, tillview.adminAuthorization());
        for (JsonNode task : Tillview.json(answer.body())) {
            if (id.matcher(task.asText()).lookingAt()) {
                return true;
            }
        }
        return false;
    }
}
