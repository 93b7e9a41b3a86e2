package io.tillview.ingestion.reprocessing;

import static io.tillview.ingestion.reprocessing.DruidAccess.DETAIL;
import static io.tillview.ingestion.reprocessing.DruidAccess.LATE;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillview.ingestion.reprocessing.Duplicates.Repeat;
import io.tillview.ingestion.reprocessing.Units.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Processes a time again: Druid's tasks replace its chunks one after another, those of the detail first and then the rollups' of the
 * same time, while ingestion and questions go on. A question sees a chunk as it was or as it is.
 *
 * <p>What is done is read from the rows and from Druid's tasks; nothing is written down here. So a call may be cut off anywhere, and
 * made again. Only closed times are touched, to which no supervisor appends any more; the outcome says what has to wait. An
 * interrupt cancels the task that runs. Blocks; belongs to one thread.
 */
public final class Reprocessing {
    private static final Duration HOUR = Duration.ofHours(1);

    private final DruidAccess druid;
    private final ReplaceTasks tasks;
    private final ChunkReplacer replacer;
    private final RollupBuilder rollups;
    private final RowCounts counts;
    private final Chunks chunks;
    private final Duplicates duplicates;
    private final ClosedChunks closed;
    private final ShadowRun shadow;

    /** Asks nothing yet. */
    public Reprocessing(DruidAccess druid) {
        this.druid = druid;
        this.tasks = new ReplaceTasks(druid.supervisors(), druid.layouts());
        this.replacer = new ChunkReplacer(druid);
        this.rollups = new RollupBuilder(druid, tasks, replacer);
        this.counts = new RowCounts(druid.broker());
        this.chunks = new Chunks(druid.broker());
        this.duplicates = new Duplicates(druid.broker());
        this.closed = new ClosedChunks(druid.overlord(), druid.topic(), druid.patience());
        this.shadow = new ShadowRun(druid);
    }

    /** The columns that a correction may set. */
    public List<String> columns() {
        return tasks.columns(DETAIL);
    }

    /** What the detail says of every day that a time touches. */
    public DayFigures figures(Instant from, Instant to) {
        return figures(DETAIL, from, to);
    }

    private DayFigures figures(String datasource, Instant from, Instant to) {
        Duration day = Duration.ofDays(1);
        Instant first = Instant.ofEpochMilli(from.toEpochMilli() / day.toMillis() * day.toMillis());
        Instant end = Instant.ofEpochMilli((to.toEpochMilli() + day.toMillis() - 1) / day.toMillis() * day.toMillis());
        return DayFigures.ask(druid.broker(), datasource, first, end);
    }

    /**
     * The tasks that would be submitted first, by what they do; nothing is changed.
     *
     * @throws io.tillview.ingestion.IngestionException if it can't be done, or Druid can't be asked
     */
    public Map<Chunk, ObjectNode> plan(Change change, Instant from, Instant to) {
        Map<Chunk, ObjectNode> plan = new LinkedHashMap<>();
        for (Unit unit : units(from, to)) {
            List<Chunk> all = new ArrayList<>(unit.detail());
            all.addAll(unit.rollups());
            for (Chunk chunk : all) {
                task(change, chunk.task(change.run(), 1), chunk, from, to).ifPresent(task -> plan.put(chunk, task));
            }
            if (plan.keySet().stream().noneMatch(unit.detail()::contains) && isAboutDetail(change)) {
                unit.rollups().forEach(plan::remove);
            }
        }
        return plan;
    }

    /**
     * Does it.
     *
     * @param from the first instant; a correction leaves earlier rows alone, everything else takes whole chunks
     * @param to the end, exclusive
     * @param now the time
     * @throws io.tillview.ingestion.IngestionException if it can't be done or can't go on; the same call goes on
     */
    public Outcome run(Change change, Instant from, Instant to, Instant now, ReprocessingProgress progress)
            throws InterruptedException {
        List<Chunk> replaced = new ArrayList<>();
        List<Outcome.Remaining> remaining = new ArrayList<>();
        replacer.awaitServed(DruidAccess.ANSWERING, from, to);
        List<Unit> all = units(from, to);
        NavigableSet<Instant> hours = hours(change, all, from, to);
        List<Unit> units = concerned(change, all, hours);
        RowProgress rows = new RowProgress(progress, counts, units);
        for (Unit unit : units) {
            Instant lastArrival = ClosedChunks.lastLive(unit.end());
            if (ClosedChunks.isOpen(lastArrival, now) || !closed.isPublished(DruidAccess.ANSWERING, lastArrival)) {
                remaining.add(new Outcome.Remaining(new Chunk(DETAIL, unit.start(), unit.end()), lastArrival));
            } else {
                replaced.addAll(replace(change, unit, from, to, rows));
            }
            rows.finished(unit);
        }
        for (Instant hour : Units.outside(hours, all)) {
            Chunk open = new Chunk(DETAIL, hour, hour.plus(HOUR));
            remaining.add(new Outcome.Remaining(open, ClosedChunks.lastLive(open.end())));
        }
        // What an earlier call has done is done, and isn't told again.
        return new Outcome(replaced.stream().filter(replacer::hasReplaced).toList(), remaining);
    }

    private List<Chunk> replace(Change change, Unit unit, Instant from, Instant to, RowProgress progress)
            throws InterruptedException {
        List<Chunk> replaced = new ArrayList<>();
        if (change instanceof Change.Repartition) {
            for (Chunk chunk : both(unit)) {
                replaceOnce(change, chunk, from, to, progress).ifPresent(at -> replaced.add(chunk));
            }
            return replaced;
        }
        Optional<Instant> last = Optional.empty();
        if (isAboutDetail(change)) {
            for (Chunk chunk : unit.detail()) {
                Optional<Instant> done = replaceOnce(change, chunk, from, to, progress);
                if (done.isPresent()) {
                    replaced.add(chunk);
                    last = ChunkReplacer.latest(last, done);
                }
            }
            if (last.isEmpty() && rollups.countsAgree(unit)) {
                if (!(change instanceof Change.Correction correction) || !isDone(correction, unit)) {
                    return replaced;
                }
                last = Optional.of(lastOfHours(change, unit));
            }
        }
        Instant since = isAboutDetail(change) ? last.orElse(Instant.MAX) : Instant.EPOCH;
        replaced.addAll(rollups.build(unit, change.run(), since, progress));
        return replaced;
    }

    /** Whether rows were corrected by tasks that aren't known any more, so that counts say nothing of the rollups. */
    private boolean isDone(Change.Correction correction, Unit unit) {
        return unit.detail().stream().anyMatch(chunk -> counts.in(chunk, Expressions.where(correction.done())) > 0);
    }

    /**
     * When the last hour of the detail was corrected, where the hours have been laid out as a day since. Tasks that Druid has forgotten
     * are older than any that it knows, so that each rollup's task it knows is new enough.
     */
    private Instant lastOfHours(Change change, Unit unit) throws InterruptedException {
        Optional<Instant> last = Optional.empty();
        for (Instant hour = unit.start(); hour.isBefore(unit.end()); hour = hour.plus(HOUR)) {
            last = ChunkReplacer.latest(
                    last, replacer.lastSuccess(new Chunk(DETAIL, hour, hour.plus(HOUR)), change.run()));
        }
        return last.orElse(Instant.EPOCH);
    }

    private Optional<Instant> replaceOnce(Change change, Chunk chunk, Instant from, Instant to, RowProgress progress)
            throws InterruptedException {
        progress.replacing(chunk);
        return replacer.replace(
                chunk,
                change.run(),
                (id, last) -> {
                    if (change instanceof Change.Repartition && last.isPresent()) {
                        return Optional.empty();
                    }
                    if (change instanceof Change.Deduplication) {
                        takeOutOfLate(change, duplicates.in(chunk, counts.in(chunk, null)), progress);
                    }
                    return task(change, id, chunk, from, to);
                },
                progress::read);
    }

    /** The task that does what is left to do to a chunk. */
    private Optional<ObjectNode> task(Change change, String id, Chunk chunk, Instant from, Instant to) {
        if (DruidAccess.ROLLUPS.contains(chunk.datasource()) && !(change instanceof Change.Repartition)) {
            return Optional.of(tasks.rolledUp(id, chunk, true));
        }
        if (change instanceof Change.Correction correction) {
            Change.Correction within = correction.within(from, to);
            if (within.fromShadow()) {
                return shadow.task(id, chunk, within);
            }
            return counts.in(chunk, Expressions.where(within.pending())) > 0
                    ? Optional.of(tasks.corrected(id, chunk, within))
                    : Optional.empty();
        }
        if (change instanceof Change.Deduplication) {
            List<Repeat> repeats = duplicates.in(chunk, counts.in(chunk, null));
            return repeats.isEmpty()
                    ? Optional.empty()
                    : Optional.of(tasks.filtered(id, chunk, Expressions.not(Duplicates.filter(repeats)), true));
        }
        return change instanceof Change.Repartition && counts.in(chunk, null) > 0
                ? Optional.of(tasks.laidOut(id, chunk))
                : Optional.empty();
    }

    /**
     * Merging compares what arrived late with what is merged of it. Taken out of what arrived first, merged events are too many
     * for a while, which it waits through, and never too few, which it would merge again.
     */
    private void takeOutOfLate(Change change, Collection<Repeat> repeats, RowProgress progress)
            throws InterruptedException {
        List<Repeat> late = repeats.stream().filter(Repeat::isLate).toList();
        TreeSet<Instant> arrivals = new TreeSet<>();
        late.forEach(repeat -> arrivals.add(Instant.ofEpochMilli(repeat.arrivedAt())));
        Instant until = Instant.MIN;
        for (Instant arrival : arrivals) {
            if (arrival.isBefore(until)) {
                continue;
            }
            for (Chunk chunk : chunks.of(LATE, arrival, arrival.plusMillis(1))) {
                ObjectNode taken = Duplicates.filter(late);
                progress.replacing(chunk);
                replacer.replace(
                        chunk,
                        change.run(),
                        (id, last) -> counts.in(chunk, taken) > 0
                                ? Optional.of(tasks.filtered(
                                        id,
                                        chunk,
                                        Expressions.not(taken),
                                        counts.in(chunk, Expressions.not(taken)) > 0))
                                : Optional.empty(),
                        rows -> {});
                until = chunk.end();
            }
        }
    }

    /** The hours in which a correction has something to do, or has done it. */
    private NavigableSet<Instant> hours(Change change, List<Unit> units, Instant from, Instant to) {
        NavigableSet<Instant> hours = new TreeSet<>();
        if (change instanceof Change.Correction correction) {
            Change.Correction within = correction.within(from, to);
            Instant first = units.isEmpty() ? from : earlier(from, units.get(0).start());
            Instant last =
                    units.isEmpty() ? to : later(to, units.get(units.size() - 1).end());
            String concerned = within.pending() + " || " + within.done();
            hours.addAll(counts.byHour(DETAIL, first, last, Expressions.where(concerned))
                    .keySet());
        }
        return hours;
    }

    private static List<Unit> concerned(Change change, List<Unit> units, NavigableSet<Instant> hours) {
        return change instanceof Change.Correction
                ? units.stream()
                        .filter(unit -> !hours.subSet(unit.start(), unit.end()).isEmpty())
                        .toList()
                : units;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private List<Unit> units(Instant from, Instant to) {
        return Units.cut(chunks, DETAIL, DruidAccess.ROLLUPS, from, to);
    }

    private static boolean isAboutDetail(Change change) {
        return change instanceof Change.Correction || change instanceof Change.Deduplication;
    }

    private static List<Chunk> both(Unit unit) {
        List<Chunk> all = new ArrayList<>(unit.detail());
        all.addAll(unit.rollups());
        return all;
    }
}
