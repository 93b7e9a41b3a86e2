package io.tillview.ingestion.reprocessing;

import io.tillview.ingestion.reprocessing.Units.Unit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts together how far all units have come, by the rows of their detail. Belongs to one thread. */
final class RowProgress implements ReprocessingProgress {
    private final ReprocessingProgress progress;
    private final Map<Unit, Long> rows = new HashMap<>();
    private final long total;
    private long finished;
    private long chunksFinished;
    private long current;

    RowProgress(ReprocessingProgress progress, RowCounts counts, List<Unit> units) {
        this.progress = progress;
        units.forEach(unit -> rows.put(
                unit,
                unit.detail().stream()
                        .mapToLong(chunk -> counts.in(chunk, null))
                        .sum()));
        this.total = rows.values().stream().mapToLong(Long::longValue).sum();
        progress.rows(0, total);
    }

    @Override
    public void replacing(Chunk chunk) {
        chunksFinished += current;
        current = 0;
        progress.replacing(chunk);
    }

    @Override
    public void waiting(String what) {
        progress.waiting(what);
    }

    /** What the running task has read. */
    void read(long read) {
        current = Math.max(current, read);
        progress.rows(Math.min(total, finished + chunksFinished + current), total);
    }

    void finished(Unit unit) {
        finished += rows.get(unit);
        chunksFinished = 0;
        current = 0;
        progress.rows(finished, total);
    }
}
