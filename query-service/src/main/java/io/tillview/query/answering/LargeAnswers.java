package io.tillview.query.answering;

import io.tillview.query.RowSelection;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Sees to it that few answers with many rows are in memory at once. Safe for use by many threads. */
final class LargeAnswers {
    /** As many rows as the largest page takes; more of them are large. */
    static final int LARGE = RowSelection.MAX_LIMIT + 1;

    private static final int WAIT_SECONDS = 5;

    private final Semaphore room = new Semaphore(AnswerLimits.MAX_LARGE_AT_ONCE, true);

    /** Waits until there is room for one more, and gives up after five seconds. */
    boolean enter() {
        try {
            return room.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Makes the room free again. */
    void leave() {
        room.release();
    }
}
