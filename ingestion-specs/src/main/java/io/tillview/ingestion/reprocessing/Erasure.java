package io.tillview.ingestion.reprocessing;

import static io.tillview.ingestion.reprocessing.DruidAccess.ANSWERING;
import static io.tillview.ingestion.reprocessing.DruidAccess.DETAIL;
import static io.tillview.ingestion.reprocessing.DruidAccess.LATE;
import static io.tillview.ingestion.reprocessing.DruidAccess.REJECTED;
import static io.tillview.ingestion.reprocessing.DruidAccess.ROLLUPS;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.ingestion.reprocessing.Units.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Takes a merchant or a customer out of every datasource, and the segments that held them out of deep storage.
 *
 * <p>Late events go first: merging compares what arrived late with what is merged of it, and waits while that is more than arrived;
 * if it were less, it would merge again. Only closed times are touched; the outcome says what has to wait. May be cut off anywhere
 * and called again. Blocks; belongs to one thread.
 */
public final class Erasure {
    private static final Instant BEGINNING = Instant.EPOCH;
    private static final Instant END = Instant.parse("2999-01-01T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final long PAUSE_MILLIS = 500;

    private final DruidAccess druid;
    private final ReplaceTasks tasks;
    private final ChunkReplacer replacer;
    private final RollupBuilder rollups;
    private final RowCounts counts;
    private final Chunks chunks;
    private final ClosedChunks closed;
    private final OldSegments oldSegments;

    /** Asks nothing yet. */
    public Erasure(DruidAccess druid) {
        this.druid = druid;
        this.tasks = new ReplaceTasks(druid.supervisors(), druid.layouts());
        this.replacer = new ChunkReplacer(druid);
        this.rollups = new RollupBuilder(druid, tasks, replacer);
        this.counts = new RowCounts(druid.broker());
        this.chunks = new Chunks(druid.broker());
        this.closed = new ClosedChunks(druid.overlord(), druid.topic(), druid.patience());
        this.oldSegments = new OldSegments(druid.overlord(), chunks, druid.patience());
    }

    /**
     * How many rows of theirs there are, by datasource; rollups of customers have none that could be told.
     *
     * @throws io.tillview.ingestion.IngestionException if not all that is published is served, or Druid can't be asked
     */
    public Map<String, Long> rows(Subject subject) throws InterruptedException {
        replacer.awaitServed(List.of(DETAIL, LATE, REJECTED), BEGINNING, END);
        Map<String, Long> rows = new HashMap<>();
        for (String datasource : List.of(DETAIL, LATE, REJECTED)) {
            rows.put(
                    datasource,
                    counts.in(datasource, BEGINNING, END, Expressions.where(condition(subject, datasource))));
        }
        return rows;
    }

    /**
     * Erases.
     *
     * @param now the time
     * @throws io.tillview.ingestion.IngestionException if it can't be done or can't go on; the same call goes on
     */
    public Outcome run(Subject subject, Instant now, ReprocessingProgress progress) throws InterruptedException {
        List<Chunk> replaced = new ArrayList<>();
        List<Outcome.Remaining> remaining = new ArrayList<>();
        for (String datasource : List.of(LATE, REJECTED)) {
            eraseArrivals(subject, datasource, now, progress, replaced, remaining);
        }
        // A merge that read late events before may still append them.
        rollups.awaitAppends(ANSWERING, progress);
        eraseAnswers(subject, now, progress, replaced, remaining);
        eraseOldRollups(subject, progress, replaced);
        progress.waiting("old segments are being deleted");
        for (String datasource : List.of(LATE, REJECTED, DETAIL, ROLLUPS.get(0), ROLLUPS.get(1))) {
            oldSegments.delete(datasource, BEGINNING, END);
        }
        // What an earlier call has done is done, and isn't told again.
        return new Outcome(replaced.stream().filter(replacer::hasReplaced).toList(), remaining);
    }

    private void eraseArrivals(
            Subject subject,
            String datasource,
            Instant now,
            ReprocessingProgress progress,
            List<Chunk> replaced,
            List<Outcome.Remaining> remaining)
            throws InterruptedException {
        replacer.awaitServed(List.of(datasource), BEGINNING, END);
        List<Chunk> published = chunks.all(datasource);
        for (Chunk hour : hours(datasource, Expressions.where(condition(subject, datasource)))) {
            Optional<Chunk> chunk = published.stream()
                    .filter(known -> known.overlaps(hour.start(), hour.end()))
                    .findFirst();
            Instant end = chunk.map(Chunk::end).orElse(hour.end());
            if (ClosedChunks.isOpen(end, now) || !closed.isPublished(List.of(datasource), end)) {
                remaining.add(new Outcome.Remaining(chunk.orElse(hour), end));
                continue;
            }
            Chunk whole = chunk.orElse(hour);
            progress.replacing(whole);
            if (!replaced.contains(whole) && takeOut(subject, whole, rows -> {}).isPresent()) {
                replaced.add(whole);
            }
        }
    }

    private void eraseAnswers(
            Subject subject,
            Instant now,
            ReprocessingProgress progress,
            List<Chunk> replaced,
            List<Outcome.Remaining> remaining)
            throws InterruptedException {
        replacer.awaitServed(ANSWERING, BEGINNING, END);
        Set<Instant> theirs = new TreeSet<>();
        hours(DETAIL, Expressions.where(condition(subject, DETAIL))).forEach(hour -> theirs.add(hour.start()));
        Set<Instant> unequal = unequalHours();
        List<Unit> units = published(theirs, now, progress, remaining).stream()
                .filter(unit -> Stream.concat(theirs.stream(), unequal.stream())
                        .anyMatch(hour -> !hour.isBefore(unit.start()) && hour.isBefore(unit.end())))
                .toList();
        RowProgress rows = new RowProgress(progress, counts, units);
        for (Unit unit : units) {
            Instant lastArrival = ClosedChunks.lastLive(unit.end());
            if (ClosedChunks.isOpen(lastArrival, now) || !closed.isPublished(ANSWERING, lastArrival)) {
                if (unit.detail().stream().anyMatch(chunk -> has(subject, chunk))) {
                    remaining.add(new Outcome.Remaining(new Chunk(DETAIL, unit.start(), unit.end()), lastArrival));
                }
                continue;
            }
            replaced.addAll(eraseUnit(subject, unit, rows));
            rows.finished(unit);
        }
    }

    /** All units, those included of hours that had to be handed over first. */
    private List<Unit> published(
            Set<Instant> theirs, Instant now, ReprocessingProgress progress, List<Outcome.Remaining> remaining)
            throws InterruptedException {
        List<Unit> units = Units.cut(chunks, DETAIL, ROLLUPS, BEGINNING, END);
        for (Instant hour : Units.outside(theirs, units)) {
            Instant lastArrival = ClosedChunks.lastLive(hour.plus(HOUR));
            if (ClosedChunks.isOpen(lastArrival, now) || !closed.isPublished(ANSWERING, lastArrival)) {
                remaining.add(new Outcome.Remaining(new Chunk(DETAIL, hour, hour.plus(HOUR)), lastArrival));
                continue;
            }
            long deadline = System.nanoTime() + druid.patience().toNanos();
            while (!Units.outside(List.of(hour), units).isEmpty() && System.nanoTime() < deadline) {
                // The Coordinator, which the Broker asks, looks every few seconds what is published.
                progress.waiting("an hour that was handed over is being loaded");
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                units = Units.cut(chunks, DETAIL, ROLLUPS, BEGINNING, END);
            }
        }
        return units;
    }

    private List<Chunk> eraseUnit(Subject subject, Unit unit, RowProgress progress) throws InterruptedException {
        List<Chunk> replaced = new ArrayList<>();
        Optional<Instant> last = Optional.empty();
        for (Chunk chunk : unit.detail()) {
            progress.replacing(chunk);
            Optional<Instant> done = takeOut(subject, chunk, progress::read);
            if (done.isPresent()) {
                replaced.add(chunk);
                last = ChunkReplacer.latest(last, done);
            }
        }
        if (last.isPresent() || !rollups.countsAgree(unit)) {
            replaced.addAll(rollups.build(unit, subject.run(), last.orElse(Instant.MAX), progress));
        }
        return replaced;
    }

    /** Rollups are kept longer than the detail; there the merchant's own rows can be told, a customer's are counted only. */
    private void eraseOldRollups(Subject subject, ReprocessingProgress progress, List<Chunk> replaced)
            throws InterruptedException {
        Optional<Instant> detail = chunks.beginning(DETAIL);
        if (subject.customer().isPresent() || detail.isEmpty()) {
            return;
        }
        String rollup = ROLLUPS.get(0);
        for (Chunk chunk : chunks.of(rollup, BEGINNING, detail.get())) {
            progress.replacing(chunk);
            if (!chunk.end().isAfter(detail.get())
                    && takeOut(subject, chunk, rows -> {}).isPresent()) {
                replaced.add(chunk);
            }
        }
    }

    private Optional<Instant> takeOut(Subject subject, Chunk chunk, ChunkReplacer.RowsRead progress)
            throws InterruptedException {
        String condition = condition(subject, chunk.datasource());
        return replacer.replace(
                chunk,
                subject.run(),
                (id, last) -> has(subject, chunk)
                        ? Optional.of(tasks.filtered(
                                id,
                                chunk,
                                Expressions.whereNot(condition),
                                counts.in(chunk, Expressions.whereNot(condition)) > 0))
                        : Optional.empty(),
                progress);
    }

    private boolean has(Subject subject, Chunk chunk) {
        return counts.in(chunk, Expressions.where(condition(subject, chunk.datasource()))) > 0;
    }

    private List<Chunk> hours(String datasource, com.fasterxml.jackson.databind.node.ObjectNode filter) {
        return counts.byHour(datasource, BEGINNING, END, filter).keySet().stream()
                .map(hour -> new Chunk(datasource, hour, hour.plus(HOUR)))
                .toList();
    }

    /** Where an erasure may have been cut off between the detail and a rollup. */
    private Set<Instant> unequalHours() {
        Map<Instant, Long> detail = events(DETAIL, "COUNT(*)");
        Set<Instant> unequal = new TreeSet<>();
        for (String rollup : ROLLUPS) {
            Map<Instant, Long> events = events(rollup, "SUM(events)");
            Stream.concat(detail.keySet().stream(), events.keySet().stream())
                    .filter(hour -> !detail.getOrDefault(hour, 0L).equals(events.getOrDefault(hour, 0L)))
                    .forEach(unequal::add);
        }
        Optional<Instant> beginning = chunks.beginning(DETAIL);
        unequal.removeIf(hour -> beginning.isEmpty() || hour.isBefore(beginning.get()));
        return unequal;
    }

    private Map<Instant, Long> events(String datasource, String measure) {
        Map<Instant, Long> events = new HashMap<>();
        for (JsonNode row : druid.broker()
                .rows(
                        datasource,
                        "SELECT TIMESTAMP_TO_MILLIS(TIME_FLOOR(__time, 'PT1H')), " + measure + " FROM " + datasource
                                + " GROUP BY 1")) {
            events.put(Instant.ofEpochMilli(row.get(0).asLong()), row.get(1).asLong());
        }
        return events;
    }

    private static String condition(Subject subject, String datasource) {
        return datasource.equals(REJECTED) ? subject.rejected() : subject.event();
    }
}
