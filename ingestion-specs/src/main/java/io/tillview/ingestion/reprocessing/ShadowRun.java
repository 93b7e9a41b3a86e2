package io.tillview.ingestion.reprocessing;

import static io.tillview.ingestion.reprocessing.DruidAccess.DETAIL;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillview.ingestion.ReprocessingRefusedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tries a correction in a shadow datasource: chunks of {@code merchant_events_shadow} that can be looked at, and that the chunks of
 * {@code merchant_events} are then replaced by. Blocks; belongs to one thread.
 */
public final class ShadowRun {
    private final DruidAccess druid;
    private final ReplaceTasks tasks;
    private final ChunkReplacer replacer;
    private final RowCounts counts;
    private final Chunks chunks;

    /** Asks nothing yet. */
    public ShadowRun(DruidAccess druid) {
        this.druid = druid;
        this.tasks = new ReplaceTasks(druid.supervisors(), druid.layouts());
        this.replacer = new ChunkReplacer(druid);
        this.counts = new RowCounts(druid.broker());
        this.chunks = new Chunks(druid.broker());
    }

    /**
     * Fills the shadow with the corrected form of every chunk that has something to correct.
     *
     * @return these chunks, of the detail
     */
    public List<Chunk> fill(Change.Correction correction, Instant from, Instant to, ReprocessingProgress progress)
            throws InterruptedException {
        Change.Correction within = correction.within(from, to);
        List<Chunk> filled = new ArrayList<>();
        replacer.awaitServed(List.of(DETAIL), from, to);
        for (Chunk chunk : chunks.of(DETAIL, from, to)) {
            if (counts.in(chunk, Expressions.where(within.pending())) == 0) {
                continue;
            }
            Chunk shadow = Shadow.of(chunk);
            progress.replacing(shadow);
            replacer.replace(
                    shadow,
                    correction.run(),
                    (id, last) -> isLike(chunk, shadow, within)
                            ? Optional.empty()
                            : Optional.of(tasks.corrected(id, shadow, within)),
                    rows -> {});
            filled.add(chunk);
        }
        return filled;
    }

    /** What the detail says of some chunks. */
    public DayFigures original(List<Chunk> of) {
        return DayFigures.ask(druid.broker(), DETAIL, of);
    }

    /** What the shadow says of the same. */
    public DayFigures shadow(List<Chunk> of) {
        return DayFigures.ask(druid.broker(), Shadow.of(DETAIL), of);
    }

    /** The task that replaces a chunk of the detail by its shadow; empty where nothing is left to correct. */
    Optional<ObjectNode> task(String id, Chunk chunk, Change.Correction within) {
        if (counts.in(chunk, Expressions.where(within.pending())) == 0) {
            return Optional.empty();
        }
        if (!isLike(chunk, Shadow.of(chunk), within)) {
            throw new ReprocessingRefusedException(
                    chunk.toString(),
                    "its shadow isn't made of the rows that it has now",
                    "Fill the shadow again with --shadow, look at it, then --switch.");
        }
        return Optional.of(tasks.copied(id, Shadow.of(chunk.datasource()), chunk));
    }

    /** Takes the shadow out of use and out of deep storage. */
    public void drop(ReprocessingProgress progress) throws InterruptedException {
        progress.waiting("the shadow is being deleted");
        new OldSegments(druid.overlord(), chunks, druid.patience()).deleteAll(Shadow.of(DETAIL));
    }

    /** Whether a shadow has all rows of a chunk, and those corrected that are to be. */
    private boolean isLike(Chunk chunk, Chunk shadow, Change.Correction within) {
        ObjectNode done = Expressions.where(within.done());
        return counts.in(shadow, null) == counts.in(chunk, null)
                && counts.in(shadow, done)
                        == counts.in(chunk, done) + counts.in(chunk, Expressions.where(within.pending()));
    }
}
