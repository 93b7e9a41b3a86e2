package io.tillview.ingestion.reprocessing;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.ingestion.ReprocessingRefusedException;
import io.tillview.ingestion.checks.RollupCheck;
import io.tillview.ingestion.checks.RollupFinding;
import io.tillview.ingestion.reprocessing.Units.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Builds the rollups of a time anew from the detail, and doesn't return before they agree. Late events that are merged meanwhile
 * come into the detail first: a rollup may take them from there, and once more from the merge that is on its way; then the check
 * finds it, and the rollup is built again. Belongs to one thread.
 */
final class RollupBuilder {
    private static final int MAX_ROUNDS = 4;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(20);
    private static final long PAUSE_MILLIS = 500;

    private final DruidAccess druid;
    private final ReplaceTasks tasks;
    private final ChunkReplacer replacer;
    private final RowCounts counts;
    private final Chunks chunks;

    RollupBuilder(DruidAccess druid, ReplaceTasks tasks, ChunkReplacer replacer) {
        this.druid = druid;
        this.tasks = tasks;
        this.replacer = replacer;
        this.counts = new RowCounts(druid.broker());
        this.chunks = new Chunks(druid.broker());
    }

    /** Whether the rollups count as many events of a time as the detail has. */
    boolean countsAgree(Unit unit) {
        long events = counts.in(DruidAccess.DETAIL, unit.start(), unit.end(), null);
        return DruidAccess.ROLLUPS.stream().allMatch(rollup -> {
            JsonNode rows =
                    druid.broker().rows(rollup, "SELECT SUM(events) FROM " + rollup + during(unit.start(), unit.end()));
            return (rows.isEmpty() ? 0 : rows.get(0).get(0).asLong()) == events;
        });
    }

    /**
     * Builds the rollups of a time by tasks that were submitted at an instant or later, and checks them.
     *
     * @return the chunks
     */
    List<Chunk> build(Unit unit, String run, Instant since, ReprocessingProgress progress) throws InterruptedException {
        List<Chunk> rollups = rollupChunks(unit);
        rollups.forEach(this::requireDetail);
        Instant from = since;
        for (int round = 1; ; round++) {
            for (Chunk chunk : rollups) {
                progress.replacing(chunk);
                build(chunk, run, from);
            }
            awaitAppends(DruidAccess.ANSWERING, progress);
            // What the check doesn't see yet, it can't find.
            for (Chunk chunk : unit.detail()) {
                replacer.awaitServed(chunk);
            }
            for (Chunk chunk : rollups) {
                replacer.awaitServed(chunk);
            }
            Optional<RollupFinding> finding = firstFinding(unit);
            if (finding.isEmpty()) {
                return rollups;
            }
            if (round == MAX_ROUNDS) {
                throw new ReprocessingRefusedException(
                        finding.get().rollup() + " " + finding.get().hour(),
                        finding.get().what() + " is " + (long) finding.get().rolledUp() + " instead of "
                                + (long) finding.get().detail(),
                        "Something else goes on changing this hour; look at Druid's tasks, then run this again.");
            }
            from = Instant.MAX;
        }
    }

    /** Returns once no task appends late or imported events. */
    void awaitAppends(List<String> datasources, ReprocessingProgress progress) throws InterruptedException {
        long deadline = System.nanoTime() + druid.patience().toNanos();
        for (String datasource : datasources) {
            while (druid.overlord().unfinishedTasks(datasource).stream()
                    .anyMatch(task -> task.startsWith("late_merge_") || task.startsWith("import_"))) {
                if (System.nanoTime() > deadline) {
                    throw new ReprocessingRefusedException(
                            datasource,
                            "late or imported events are still being appended to it",
                            "Run this again when these tasks have ended.");
                }
                progress.waiting("events are being appended to " + datasource);
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        }
    }

    private void build(Chunk chunk, String run, Instant since) throws InterruptedException {
        Map<Boolean, Optional<Instant>> first = new HashMap<>();
        replacer.replace(
                chunk,
                run,
                (id, last) -> {
                    Optional<Instant> before = first.computeIfAbsent(true, any -> last);
                    boolean done = last.isPresent() && (!last.get().isBefore(since) || !last.equals(before));
                    return done
                            ? Optional.empty()
                            : Optional.of(tasks.rolledUp(
                                    id, chunk, counts.in(DruidAccess.DETAIL, chunk.start(), chunk.end(), null) > 0));
                },
                rows -> {});
    }

    /** The rollups' chunks, and such as they lack where the detail has rows. */
    private List<Chunk> rollupChunks(Unit unit) {
        List<Chunk> all = new ArrayList<>(unit.rollups());
        for (String rollup : DruidAccess.ROLLUPS) {
            for (Chunk detail : unit.detail()) {
                boolean has = unit.rollups().stream()
                        .anyMatch(chunk ->
                                chunk.datasource().equals(rollup) && chunk.overlaps(detail.start(), detail.end()));
                if (!has && counts.in(detail, null) > 0) {
                    all.add(new Chunk(rollup, detail.start(), detail.end()));
                }
            }
        }
        return all;
    }

    /** A rollup is kept longer than the detail: what is left of that time would be lost. */
    private void requireDetail(Chunk rollup) {
        JsonNode rows = druid.broker()
                .rows(
                        rollup.datasource(),
                        "SELECT TIMESTAMP_TO_MILLIS(MIN(__time)) FROM " + rollup.datasource()
                                + during(rollup.start(), rollup.end()) + " HAVING COUNT(*) > 0");
        Optional<Instant> beginning = chunks.beginning(DruidAccess.DETAIL);
        for (JsonNode row : rows) {
            Instant first = Instant.ofEpochMilli(row.get(0).asLong());
            if (beginning.isEmpty() || first.isBefore(beginning.get())) {
                throw new ReprocessingRefusedException(
                        rollup.toString(),
                        "it has rows of " + first + ", and merchant_events begins "
                                + beginning.map(Instant::toString).orElse("nowhere"),
                        "It can't be built from what isn't kept any more; name a later --interval.");
            }
        }
    }

    private Optional<RollupFinding> firstFinding(Unit unit) throws InterruptedException {
        RollupCheck check = new RollupCheck(druid.broker(), LOOK_AGAIN);
        for (String rollup : DruidAccess.ROLLUPS) {
            List<RollupFinding> findings =
                    check.check(rollup, unit.start(), unit.end()).findings();
            if (!findings.isEmpty()) {
                return Optional.of(findings.get(0));
            }
        }
        return Optional.empty();
    }

    private static String during(Instant from, Instant to) {
        return " WHERE __time >= MILLIS_TO_TIMESTAMP(" + from.toEpochMilli() + ") AND __time < MILLIS_TO_TIMESTAMP("
                + to.toEpochMilli() + ")";
    }
}
