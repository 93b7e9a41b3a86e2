package io.tillview.events.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What writer, reader and keeper of a spool share: its segments in order, and whether it is behind. */
final class SpoolState {

    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

    final ReentrantLock lock = new ReentrantLock();
    /** Room was made, or won't be; the spool caught up. */
    final Condition changed = lock.newCondition();
    /** The keeper has something to do. */
    final Condition work = lock.newCondition();

    final SegmentPool pool;
    final TreeMap<Integer, Segment> inUse = new TreeMap<>();
    final LongAdder unsent = new LongAdder();

    private final Condition fellBehind = lock.newCondition();
    private final Path folder;
    private final LongAdder failures = new LongAdder();
    private long recovered;
    private long torn;
    private int lastSequence;
    private volatile boolean behind;
    private volatile boolean closed;

    /** Where the reader has to go back to; null if nowhere. Changed under the lock. */
    private volatile SpoolPlace rewind;

    /** The segment that is written to; null if the next record needs another. Guarded by the lock. */
    Segment active;
    /** The segment that is read; null while there is nothing to read. Changed under the lock, by the reader. */
    Segment reading;
    /** Whether the disk's last answer to the wish for more room was no. Guarded by the lock. */
    boolean diskRefuses;

    private SpoolState(SpoolSettings settings) {
        this.folder = settings.folder();
        this.pool = new SegmentPool(settings);
    }

    /** The state that a predecessor left, or that of an empty spool. */
    static SpoolState recovered(SpoolSettings settings) throws IOException {
        SpoolState state = new SpoolState(settings);
        for (Path path : state.files()) {
            state.recover(path);
        }
        if (state.active != null) {
            state.active.hold();
        }
        state.behind = state.recovered > 0;
        return state;
    }

    private List<Path> files() throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path path :
                    entries.sorted(Comparator.comparing(Path::toString)).toList()) {
                String name = path.getFileName().toString();
                if (name.endsWith(SegmentFile.UNFINISHED)) {
                    Files.delete(path);
                } else if (name.matches("[0-9]{1,9}\\" + SegmentFile.SUFFIX)) {
                    found.add(path);
                }
            }
        }
        return found;
    }

    private void recover(Path path) throws IOException {
        SegmentFile file = SegmentFile.open(path);
        SegmentScan scan = SegmentScan.of(file);
        torn += scan.torn();
        pool.found(file);
        Segment segment = scan.records() > 0 ? scan.segment() : null;
        if (scan.sequence() > lastSequence) {
            lastSequence = scan.sequence();
            // What was written last is gone on with, so that lives with little to keep don't take a file each. Not
            // behind damage:
            // what is found there in the next life might be of either.
            active = scan.torn() == 0 ? segment : null;
        }
        if (segment != null) {
            inUse.put(scan.sequence(), segment);
            recovered += scan.records();
            unsent.add(scan.records());
        } else {
            pool.giveBack(file);
        }
    }

    Path folder() {
        return folder;
    }

    boolean isBehind() {
        return behind;
    }

    boolean isClosed() {
        return closed;
    }

    /** Ends the active segment: its file is free with its last record, perhaps now. The lock has to be held. */
    void seal() {
        Segment full = active;
        active = null;
        if (full != null) {
            release(full);
        }
    }

    /** Makes the file the active segment. The lock has to be held. */
    void begin(SegmentFile file) {
        active = Segment.begin(file, ++lastSequence);
        inUse.put(lastSequence, active);
        if (pool.wantsSpare()) {
            work.signal();
        }
    }

    /** Lets go of a record or a hold; the segment's file is free with the last. */
    void release(Segment segment) {
        if (segment.release()) {
            lock.lock();
            try {
                inUse.remove(segment.sequence());
                pool.giveBack(segment.file());
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    void giveBack(SpoolPlace place, boolean again) {
        lock.lock();
        try {
            place.segment.state(place.at, again ? RecordLayout.WAITING_AGAIN : RecordLayout.WAITING);
            unsent.increment();
            putInLine(place);
        } finally {
            lock.unlock();
        }
    }

    /** A record that waits, perhaps before the reader's place: the reader has to see it. The lock has to be held. */
    void putInLine(SpoolPlace place) {
        SpoolPlace earlier = rewind;
        if (earlier == null || place.isBefore(earlier.segment, earlier.at)) {
            SpoolPlace target = new SpoolPlace();
            Spool.move(place, target);
            rewind = target;
        }
        setBehind();
    }

    void fallBehind() {
        lock.lock();
        try {
            setBehind();
        } finally {
            lock.unlock();
        }
    }

    private void setBehind() {
        if (!behind) {
            behind = true;
            fellBehind.signalAll();
        }
    }

    boolean isRewound() {
        return rewind != null;
    }

    /** Where to go back to, once; null if nowhere. The lock has to be held. */
    SpoolPlace takeRewind() {
        SpoolPlace target = rewind;
        rewind = null;
        return target;
    }

    /** Nothing waits any more. The lock has to be held. */
    void caughtUp() {
        behind = false;
        changed.signalAll();
    }

    void awaitBehind(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long remaining = nanos;
            while (!behind && !closed && remaining > 0) {
                remaining = fellBehind.awaitNanos(remaining);
            }
        } finally {
            lock.unlock();
        }
    }

    void awaitCaughtUp(long nanos) {
        boolean interrupted = false;
        long end = System.nanoTime() + nanos;
        lock.lock();
        try {
            while (behind && !closed && !interrupted && end - System.nanoTime() > 0) {
                interrupted = awaitChange(end - System.nanoTime());
            }
        } finally {
            lock.unlock();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for room or the like; whether an interrupt came, which isn't set any more. The lock has to be held. */
    @SuppressWarnings("WaitNotInLoop") // The callers' loops are around it.
    boolean awaitChange(long nanos) {
        try {
            changed.awaitNanos(nanos);
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            work.signalAll();
            fellBehind.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The disk refused something: counted, and in the log the first time. */
    void failed(String doing, Throwable e) {
        failures.increment();
        if (failures.sum() == 1) {
            LOG.warn("The spool {} failed at {} ({}); further failures are only counted", folder, doing, e.toString());
        } else {
            LOG.debug("The spool {} failed again at {}", folder, doing, e);
        }
    }

    SpoolCounts counts() {
        lock.lock();
        try {
            return new SpoolCounts(pool.bytes(), unsent.sum(), recovered, torn, failures.sum());
        } finally {
            lock.unlock();
        }
    }
}
