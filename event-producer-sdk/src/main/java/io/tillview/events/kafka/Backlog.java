package io.tillview.events.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Events that were taken and have no outcome yet: how much memory they hold, and how to wait for those of before a moment.
 *
 * <p>Each flush begins a new generation; an event belongs to the one it entered. So a flush waits for its own events
 * only, whatever keeps coming, and an event costs one counter up and one down.
 */
final class Backlog {

    /** The events taken between two flushes that have no outcome yet. */
    static final class Generation {
        private final AtomicLong open = new AtomicLong();
        private volatile boolean retired;
    }

    private final long maxBytes;
    private final AtomicLong bytes = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition emptied = lock.newCondition();
    private final List<Generation> retired = new ArrayList<>();
    private volatile Generation current = new Generation();

    Backlog(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Makes room for an event; null if there is none. */
    Generation enter(int size) {
        if (bytes.addAndGet(size) > maxBytes) {
            bytes.addAndGet(-size);
            return null;
        }
        while (true) {
            Generation generation = current;
            generation.open.incrementAndGet();
            if (generation == current) {
                return generation;
            }
            // Flushes came between: they may have forgotten this generation, and the next would not see the event.
            goOut(generation);
        }
    }

    /** An event of this generation has its outcome. */
    void leave(Generation generation, int size) {
        bytes.addAndGet(-size);
        goOut(generation);
    }

    private void goOut(Generation generation) {
        if (generation.open.decrementAndGet() == 0 && generation.retired) {
            lock.lock();
            try {
                emptied.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Waits for the events that entered before this call; how many of them are still here when the time is over. */
    long awaitEarlier(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            List<Generation> earlier = retireCurrent();
            long remaining = nanos;
            while (open(earlier) > 0 && remaining > 0) {
                remaining = emptied.awaitNanos(remaining);
            }
            return open(earlier);
        } finally {
            lock.unlock();
        }
    }

    /** How many events are here. */
    long size() {
        lock.lock();
        try {
            return open(retired) + current.open.get();
        } finally {
            lock.unlock();
        }
    }

    long bytes() {
        return bytes.get();
    }

    private List<Generation> retireCurrent() {
        retired.removeIf(generation -> generation.open.get() == 0);
        Generation last = current;
        current = new Generation();
        last.retired = true;
        retired.add(last);
        return List.copyOf(retired);
    }

    private static long open(List<Generation> generations) {
        return generations.stream()
                .mapToLong(generation -> generation.open.get())
                .sum();
    }
}
