package io.tillview.ingestion.layout;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.ingestion.DruidRefusedException;
import io.tillview.ingestion.LayoutSpec;
import io.tillview.ingestion.OverlordClient;
import io.tillview.ingestion.ReadOffsets;
import io.tillview.ingestion.SupervisorSpec;
import io.tillview.ingestion.layout.LayoutStep.Begun;
import io.tillview.ingestion.layout.LayoutStep.Done;
import io.tillview.ingestion.layout.LayoutStep.LeftAlone;
import io.tillview.ingestion.records.TopicRanges;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Has closed chunks laid out as {@code compaction.json} says: one after another, the latest first, each once.
 *
 * <p>Nothing is written down about it. Whether a chunk is laid out is read from its segments: they hold ranges of the dimensions it
 * is partitioned by. A task's id says which segments it reads, so that Druid lays the same out once, whoever asks for it and however
 * often; another attempt is made only when the one before has failed. Live events, late ones that are merged and imports may be
 * appended meanwhile: nothing of them is lost (concurrent locks). What is appended later stays where it is until it is more than a
 * share of the chunk. So a crash anywhere is taken up where it was, and several of these may run beside each other.
 *
 * <p>What it remembers between rounds only saves looking again. Blocks; belongs to one thread.
 */
public final class LayoutKeeper {
    private static final long PAUSE_MILLIS = 500;
    private static final int MAX_ATTEMPTS = 5;
    /** Time alone makes an hour closed or a day old. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(10);

    private final OverlordClient overlord;
    private final List<LayoutPolicy> policies;
    private final Duration patience;
    private final Map<String, Settled> settledDays = new HashMap<>();
    private final Set<String> leftAlone = new HashSet<>();

    /**
     * @param layouts how datasources are laid out; others are left as they are
     * @param supervisors at least those of the layouts' datasources
     * @param patience how long a round may take; a task that isn't done by then goes on, and the next round finds it
     */
    public LayoutKeeper(
            OverlordClient overlord, List<LayoutSpec> layouts, List<SupervisorSpec> supervisors, Duration patience) {
        this.overlord = overlord;
        this.patience = patience;
        this.policies = layouts.stream()
                .map(layout -> LayoutPolicy.of(
                        layout,
                        supervisors.stream()
                                .filter(supervisor -> supervisor.id().equals(layout.datasource()))
                                .findFirst()
                                .orElseThrow()))
                .toList();
    }

    /**
     * Lays out what is due, as far as patience goes.
     *
     * @param topic where the datasources' supervisors read
     * @param now the time; an hour is closed when the last of its live events can have come and been published
     * @return what was done, in order
     * @throws io.tillview.ingestion.IngestionException if Druid or Kafka can't be asked
     */
    public List<LayoutStep> round(TopicRanges topic, Instant now) throws InterruptedException {
        return layOut(topic, Instant.MIN, Instant.MAX, now);
    }

    /**
     * The same for chunks within a time only.
     *
     * @param from the first chunk begins then or later
     * @param to the last chunk ends then or earlier
     */
    public List<LayoutStep> layOut(TopicRanges topic, Instant from, Instant to, Instant now)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        List<LayoutStep> steps = new ArrayList<>();
        for (LayoutPolicy policy : policies) {
            for (Map.Entry<Instant, String> day :
                    days(policy.layout().datasource()).entrySet()) {
                if (isSettled(policy, day, now)) {
                    continue;
                }
                for (DueChunk chunk : due(policy, day, topic, now)) {
                    boolean isMeant =
                            !chunk.start().isBefore(from) && !chunk.end().isAfter(to);
                    if (isMeant && !layOut(policy.layout(), chunk, steps, deadline)) {
                        return List.copyOf(steps);
                    }
                }
            }
        }
        return List.copyOf(steps);
    }

    /** What chunks each day has and how large they are, the latest day first. */
    private Map<Instant, String> days(String datasource) {
        Map<Instant, String> days = new TreeMap<>(Comparator.reverseOrder());
        overlord.servedChunks(datasource)
                .forEach((interval, figures) -> days.merge(
                        Instant.parse(interval.substring(0, interval.indexOf('/')))
                                .truncatedTo(ChronoUnit.DAYS),
                        interval + figures,
                        String::concat));
        return days;
    }

    private boolean isSettled(LayoutPolicy policy, Map.Entry<Instant, String> day, Instant now) {
        Settled settled = settledDays.get(policy.layout().datasource() + day.getKey());
        return settled != null && settled.chunks().equals(day.getValue()) && now.isBefore(settled.until());
    }

    private List<DueChunk> due(LayoutPolicy policy, Map.Entry<Instant, String> day, TopicRanges topic, Instant now) {
        String datasource = policy.layout().datasource();
        Instant end = day.getKey().plus(LayoutPolicy.DAY);
        List<StoredSegment> segments = new ArrayList<>();
        overlord.segments(datasource, day.getKey(), end).forEach(segment -> segments.add(StoredSegment.of(segment)));
        List<DueChunk> due = policy.due(day.getKey(), segments, now);
        if (due.isEmpty()) {
            boolean forGood = policy.isClosed(end.plus(policy.layout().dayAfter()), now);
            settledDays.put(
                    datasource + day.getKey(),
                    new Settled(day.getValue(), forGood ? Instant.MAX : now.plus(LOOK_AGAIN)));
        }
        return due.stream()
                .filter(chunk -> isRead(topic, datasource, chunk.end()))
                .toList();
    }

    /** A supervisor that lags has better things to do than to share its machine, and would append to the chunk afterwards. */
    private boolean isRead(TopicRanges topic, String datasource, Instant end) {
        return ReadOffsets.ask(overlord, datasource).reach(topic.offsetsAt(LayoutPolicy.lastArrival(end)));
    }

    /** Whether there is patience left for another chunk. */
    private boolean layOut(LayoutSpec layout, DueChunk chunk, List<LayoutStep> steps, long deadline)
            throws InterruptedException {
        Set<String> unknown = chunk.columnsBeside(columns(layout));
        if (!unknown.isEmpty()) {
            leave(chunk, "its columns " + unknown + " aren't in compaction.json", "Add them there.", steps);
            return true;
        }
        Optional<String> running = overlord.unfinishedTasks(chunk.datasource()).stream()
                .filter(task -> task.startsWith(chunk.tasks()))
                .findFirst();
        Optional<String> task = running.isPresent() ? running : begin(layout, chunk, steps);
        if (task.isEmpty()) {
            return true;
        }
        while (System.nanoTime() < deadline) {
            String state = state(task.get());
            if (!state.equals("RUNNING")) {
                if (state.equals("SUCCESS")) {
                    steps.add(new Done(task.get(), chunk.start()));
                }
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        return false;
    }

    /** The task that was begun; empty where the chunk is left alone. */
    private Optional<String> begin(LayoutSpec layout, DueChunk chunk, List<LayoutStep> steps) {
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            String task = chunk.task(attempt);
            Optional<JsonNode> before = overlord.taskStatus(task);
            if (before.isEmpty()) {
                submit(task, layout.task(task, chunk.start(), chunk.end(), chunk.granularity()));
                steps.add(new Begun(task, chunk.start(), chunk.segments().size()));
                return Optional.of(task);
            }
            if (!before.get().path("statusCode").asText().equals("FAILED")) {
                // Another one of these was first, or its end isn't seen everywhere yet.
                return Optional.empty();
            }
        }
        leave(
                chunk,
                MAX_ATTEMPTS + " tasks failed",
                "Their logs say why; they are named " + chunk.task(1) + " and so on.",
                steps);
        return Optional.empty();
    }

    private void submit(String task, JsonNode spec) {
        try {
            overlord.submitTask(task, spec);
        } catch (DruidRefusedException e) {
            // Another one of these may have been first; then there is such a task now.
            if (overlord.taskStatus(task).isEmpty()) {
                throw e;
            }
        }
    }

    private String state(String task) {
        return overlord.taskStatus(task)
                .map(status -> status.path("statusCode").asText())
                .orElse("RUNNING");
    }

    private void leave(DueChunk chunk, String fact, String remedy, List<LayoutStep> steps) {
        if (leftAlone.add(chunk.task(1) + fact)) {
            steps.add(new LeftAlone(chunk.datasource(), chunk.start(), fact, remedy));
        }
    }

    /** A day of which nothing was due, with what it held then, and until when that needs no other look. */
    private record Settled(String chunks, Instant until) {}

    private static List<String> columns(LayoutSpec layout) {
        return layout.dimensionsSpec().path("dimensions").findValuesAsText("name");
    }
}
