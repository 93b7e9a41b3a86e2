package io.tillview.events.kafka;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How many bytes are out at most. Those who take and those who release are different threads at half a million events a second,
 * so what one writes the other reads only when the bound may be reached. Safe for use by several threads.
 */
final class MemoryBound {

    /** Places in {@link #counts}, 128 bytes from each other and from its ends: two threads never write to one cache line. */
    private static final int TAKEN = 16;

    private static final int RELEASED = 32;
    private static final int PLACES = 48;

    private final long max;
    private final AtomicLongArray counts = new AtomicLongArray(PLACES);
    /** What was released when somebody last looked: never more than is true. */
    private volatile long seenReleased;

    MemoryBound(long max) {
        this.max = max;
    }

    /** Takes so many bytes, or none; whether it took them. */
    boolean take(long bytes) {
        long out = counts.addAndGet(TAKEN, bytes);
        if (out - seenReleased <= max) {
            return true;
        }
        long now = counts.get(RELEASED);
        seenReleased = now;
        if (out - now <= max) {
            return true;
        }
        counts.addAndGet(TAKEN, -bytes);
        return false;
    }

    /** Gives bytes back that were taken. */
    void release(long bytes) {
        counts.addAndGet(RELEASED, bytes);
    }
}
