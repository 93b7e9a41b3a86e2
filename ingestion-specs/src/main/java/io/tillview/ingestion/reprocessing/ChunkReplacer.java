package io.tillview.ingestion.reprocessing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillview.ingestion.DruidRefusedException;
import io.tillview.ingestion.OverlordClient;
import io.tillview.ingestion.PublishedSegments;
import io.tillview.ingestion.ReprocessingRefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Has Druid's tasks replace chunks, each by one that succeeds, whoever is killed meanwhile.
 *
 * <p>A task's id says what it replaces, and Druid takes an id once. So a call that was cut off and is made again finds what
 * was done, waits for what runs, and makes another attempt only when the one before has failed. An interrupt cancels the task.
 * Belongs to one thread.
 */
final class ChunkReplacer {
    private static final int MAX_ATTEMPTS = 200;
    private static final int MAX_FAILURES = 3;
    private static final long PAUSE_MILLIS = 250;

    private final OverlordClient overlord;
    private final PublishedSegments segments;
    private final Duration patience;
    private final Set<Chunk> replaced = new HashSet<>();

    /** Asks nothing yet. */
    ChunkReplacer(DruidAccess druid) {
        this.overlord = druid.overlord();
        this.segments = new PublishedSegments(druid.overlord(), druid.broker());
        this.patience = druid.patience();
    }

    /** What is still to be done to a chunk. */
    @FunctionalInterface
    interface Work {
        /**
         * Asked once all that was published is served.
         *
         * @param lastSuccess when the last task was submitted that has replaced the chunk for this purpose
         * @return the task; empty when nothing is left to do
         */
        Optional<ObjectNode> task(String id, Optional<Instant> lastSuccess) throws InterruptedException;
    }

    /** Told how many rows the running task has read. */
    @FunctionalInterface
    interface RowsRead {
        void rows(long rows);
    }

    /**
     * Returns once nothing is left to do.
     *
     * @return when the last task was submitted that has replaced the chunk; empty if none has
     * @throws ReprocessingRefusedException if three tasks fail
     */
    Optional<Instant> replace(Chunk chunk, String run, Work work, RowsRead progress) throws InterruptedException {
        Optional<Instant> lastSuccess = Optional.empty();
        int failures = 0;
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            String id = chunk.task(run, attempt);
            boolean mine = false;
            Optional<JsonNode> before = status(id);
            if (before.isEmpty()) {
                awaitServed(chunk);
                Optional<ObjectNode> task = work.task(id, lastSuccess);
                if (task.isEmpty()) {
                    return lastSuccess;
                }
                submit(id, task.orElseThrow());
                mine = true;
            }
            JsonNode end = end(id, progress);
            if (end.path("statusCode").asText().equals("SUCCESS")) {
                // Where Druid has forgotten a task, its id has gone to one that is younger than the next.
                lastSuccess = latest(lastSuccess, submitted(end));
                awaitServed(chunk);
                if (before.isEmpty() || isRunning(before.get())) {
                    replaced.add(chunk);
                }
            } else if (mine && ++failures == MAX_FAILURES) {
                throw new ReprocessingRefusedException(
                        chunk.toString(),
                        "task " + id + " failed: " + end.path("errorMsg").asText(),
                        "Its log has more; the chunk is as it was, and the same command goes on.");
            }
        }
        throw new ReprocessingRefusedException(
                chunk.toString(), MAX_ATTEMPTS + " tasks were tried", "Give another --name.");
    }

    /** When the last task was submitted that Druid knows to have replaced a chunk, which need not exist any more; submits nothing. */
    Optional<Instant> lastSuccess(Chunk chunk, String run) throws InterruptedException {
        Optional<Instant> last = Optional.empty();
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            Optional<JsonNode> status = status(chunk.task(run, attempt));
            if (status.isEmpty()) {
                return last;
            }
            if (status.get().path("statusCode").asText().equals("SUCCESS")) {
                last = latest(last, submitted(status.get()));
            }
        }
        return last;
    }

    /** The later of two instants; empty if there is none. */
    static Optional<Instant> latest(Optional<Instant> one, Optional<Instant> other) {
        return Stream.of(one, other).flatMap(Optional::stream).max(Comparator.naturalOrder());
    }

    private static Optional<Instant> submitted(JsonNode status) {
        return Optional.of(Instant.parse(status.path("createdTime").asText()));
    }

    /** Whether a task replaced the chunk that this one has submitted or waited for: not one that was over before. */
    boolean hasReplaced(Chunk chunk) {
        return replaced.contains(chunk);
    }

    private static boolean isRunning(JsonNode status) {
        return status.path("statusCode").asText().equals("RUNNING");
    }

    private void submit(String id, ObjectNode task) {
        try {
            overlord.submitTask(id, task);
        } catch (DruidRefusedException e) {
            // The same call somewhere else may have been first, or only the answer was lost.
            if (overlord.taskStatus(id).isEmpty()) {
                throw e;
            }
        }
    }

    private JsonNode end(String id, RowsRead progress) throws InterruptedException {
        try {
            while (true) {
                Optional<JsonNode> status = status(id);
                if (status.isPresent() && !isRunning(status.get())) {
                    return status.get();
                }
                overlord.taskReport(id)
                        .map(report -> report.findPath("totals").findValue("processed"))
                        .ifPresent(rows -> progress.rows(rows.asLong()));
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            // The flag is down now, so that Druid can be told.
            overlord.cancelTask(id);
            throw e;
        }
    }

    /** Goes on asking for a while where the Overlord is away or has no leader. */
    private Optional<JsonNode> status(String id) throws InterruptedException {
        return patiently(() -> overlord.taskStatus(id));
    }

    /**
     * Returns once answers hold everything that is published of a time of some datasources: what isn't served has rows, too.
     *
     * @throws ReprocessingRefusedException if they don't within the patience
     */
    void awaitServed(List<String> datasources, Instant from, Instant to) throws InterruptedException {
        for (String datasource : datasources) {
            awaitServed(new Chunk(datasource, from, to));
        }
    }

    /** The same of a chunk. */
    void awaitServed(Chunk chunk) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!patiently(() -> segments.areServed(chunk.datasource(), chunk.start(), chunk.end()))) {
            if (System.nanoTime() > deadline) {
                throw new ReprocessingRefusedException(
                        chunk.toString(),
                        "not all of its published segments are served, so that not all of its rows are seen",
                        "See that every Historical runs and has room; the same command goes on.");
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private <T> T patiently(java.util.function.Supplier<T> question) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return question.get();
            } catch (DruidRefusedException e) {
                if (Thread.interrupted()) {
                    throw (InterruptedException) new InterruptedException().initCause(e);
                }
                boolean refused = e.status().isPresent() && e.status().getAsInt() < 500;
                if (refused || System.nanoTime() > deadline) {
                    throw e;
                }
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }
}
