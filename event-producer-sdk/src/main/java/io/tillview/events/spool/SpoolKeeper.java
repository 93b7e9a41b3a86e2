package io.tillview.events.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The thread that does what takes a disk's time, so that no caller has to: it makes files before they are needed, and forces to
 * the disk what has waited for an interval.
 */
final class SpoolKeeper implements Runnable {

    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final SpoolState state;
    private final long syncNanos;
    private final Thread thread = new Thread(this, "tillview-spool-keeper");
    private long nextSync;
    private long nextTry = System.nanoTime();

    private SpoolKeeper(SpoolState state, SpoolSettings settings) {
        this.state = state;
        this.syncNanos = settings.syncInterval().toNanos();
        this.nextSync = System.nanoTime() + syncNanos;
    }

    static SpoolKeeper start(SpoolState state, SpoolSettings settings) {
        SpoolKeeper keeper = new SpoolKeeper(state, settings);
        state.lock.lock();
        try {
            // The first event shall not wait for the first file.
            keeper.makeSpare();
        } finally {
            state.lock.unlock();
        }
        keeper.thread.setDaemon(true);
        keeper.thread.start();
        return keeper;
    }

    @Override
    public void run() {
        state.lock.lock();
        try {
            while (!state.isClosed()) {
                if (wantsSpare()) {
                    makeSpare();
                } else if (syncNanos > 0 && System.nanoTime() - nextSync >= 0) {
                    nextSync = System.nanoTime() + syncNanos;
                    sync(false);
                } else {
                    long wait = state.diskRefuses ? RETRY_NANOS : Long.MAX_VALUE;
                    var unused =
                            state.work.awaitNanos(syncNanos > 0 ? Math.min(wait, nextSync - System.nanoTime()) : wait);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            state.lock.unlock();
        }
    }

    private boolean wantsSpare() {
        return state.pool.wantsSpare() && System.nanoTime() - nextTry >= 0;
    }

    /** Makes a file with the lock let go of; called with it held. */
    private void makeSpare() {
        if (!state.pool.wantsSpare()) {
            return;
        }
        Path path = state.pool.reserve();
        state.lock.unlock();
        SegmentFile made = null;
        try {
            made = state.pool.make(path);
        } catch (IOException | InternalError e) {
            state.failed("taking room for " + path.getFileName(), e);
        } finally {
            state.lock.lock();
        }
        state.diskRefuses = made == null;
        if (made == null) {
            state.pool.giveUp();
            nextTry = System.nanoTime() + RETRY_NANOS;
        } else {
            state.pool.giveBack(made);
        }
        state.changed.signalAll();
    }

    /**
     * Forces to the disk the segments in which something has waited since the last round; all that holds anything if it is the
     * end. Lets go of the lock meanwhile; called with it held.
     */
    private void sync(boolean all) {
        List<Segment> held = new ArrayList<>();
        for (Segment segment : state.inUse.values()) {
            if (segment.hold()) {
                held.add(segment);
            }
        }
        state.lock.unlock();
        try {
            for (Segment segment : held) {
                int end = segment.end();
                if (all || hasWaited(segment)) {
                    force(segment, end);
                }
                segment.earlierEnd = end;
            }
        } finally {
            held.forEach(state::release);
            state.lock.lock();
        }
    }

    private static boolean hasWaited(Segment segment) {
        int at = segment.settledTo;
        while (at < segment.earlierEnd && segment.state(at) == RecordLayout.SETTLED) {
            at = segment.after(at);
        }
        segment.settledTo = at;
        return at < segment.earlierEnd;
    }

    private void force(Segment segment, int end) {
        if (segment.syncedTo >= end) {
            return;
        }
        try {
            segment.force(segment.syncedTo, end);
            segment.syncedTo = end;
        } catch (UncheckedIOException | InternalError e) {
            state.failed("forcing " + segment.file().path().getFileName() + " to the disk", e);
        }
    }

    /** Ends the thread, and what it keeps. */
    void close() {
        state.close();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        state.lock.lock();
        try {
            if (syncNanos > 0) {
                sync(true);
            }
            state.pool.trim();
        } finally {
            state.lock.unlock();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
