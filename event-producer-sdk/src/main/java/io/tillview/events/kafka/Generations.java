package io.tillview.events.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How to wait for the outcomes of those events only that were accepted before a moment.
 *
 * <p>Each flush begins a new generation; an event belongs to the one it entered, which the spool remembers for it. So a flush
 * waits for its own events, whatever keeps coming, and an event costs one count up and one down.
 */
final class Generations {

    private static final int MOST_ALIVE = 4_096;
    private static final int LAST_ID = 65_535;

    /** The events accepted between two flushes. */
    static final class Generation {
        private final int id;
        private final LongAdder entered = new LongAdder();
        private final LongAdder left = new LongAdder();
        private volatile boolean retired;

        private Generation(int id) {
            this.id = id;
        }

        int id() {
            return id;
        }

        private long open() {
            // In this order: what leaves in between is counted as open still, never the other way round.
            long gone = left.sum();
            return entered.sum() - gone;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition emptied = lock.newCondition();
    private final List<Generation> earlier = new ArrayList<>();
    private final Map<Integer, Generation> byId = new ConcurrentHashMap<>();
    private volatile Generation current;

    /** @param recovered how many events came from the spool: they are older than any */
    Generations(long recovered) {
        Generation first = new Generation(0);
        first.entered.add(recovered);
        retire(first);
        byId.put(0, first);
        current = begin(1);
    }

    /** Counts an event in. */
    Generation enter() {
        while (true) {
            Generation generation = current;
            generation.entered.increment();
            if (generation == current) {
                return generation;
            }
            // Flushes came between: they may have looked at this generation already, and the next would not see the
            // event.
            leave(generation);
        }
    }

    /** An event of this generation has its outcome. */
    void leave(Generation generation) {
        generation.left.increment();
        if (generation.retired && generation.open() == 0) {
            lock.lock();
            try {
                emptied.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** The generation that the spool remembered. */
    Generation of(int id) {
        return byId.getOrDefault(id, current);
    }

    /** Waits for the events that entered before this call; how many of them have no outcome when the time is over. */
    long awaitEarlier(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            List<Generation> mine = retireCurrent();
            long remaining = nanos;
            while (open(mine) > 0 && remaining > 0) {
                remaining = emptied.awaitNanos(remaining);
            }
            return open(mine);
        } finally {
            lock.unlock();
        }
    }

    /** How many events have no outcome yet. */
    long open() {
        lock.lock();
        try {
            return open(earlier) + current.open();
        } finally {
            lock.unlock();
        }
    }

    private List<Generation> retireCurrent() {
        earlier.removeIf(generation -> {
            boolean over = generation.open() == 0 && generation.id != 0;
            return over && byId.remove(generation.id, generation);
        });
        Generation last = current;
        if (last.open() == 0) {
            return List.copyOf(earlier);
        }
        if (earlier.size() >= MOST_ALIVE) {
            // As many flushes as this in one outage: this one waits for those that come after it, too.
            last.retired = true;
            List<Generation> all = new ArrayList<>(earlier);
            all.add(last);
            return all;
        }
        int id = last.id;
        do {
            id = id == LAST_ID ? 1 : id + 1;
        } while (byId.containsKey(id));
        current = begin(id);
        retire(last);
        return List.copyOf(earlier);
    }

    private Generation begin(int id) {
        Generation generation = new Generation(id);
        byId.put(id, generation);
        return generation;
    }

    private void retire(Generation generation) {
        generation.retired = true;
        earlier.add(generation);
    }

    private static long open(List<Generation> generations) {
        return generations.stream().mapToLong(Generation::open).sum();
    }
}
