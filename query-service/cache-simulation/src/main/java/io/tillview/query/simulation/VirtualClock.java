package io.tillview.query.simulation;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Time goes on only when it is told to. For one thread. */
final class VirtualClock {
    private Instant now;

    VirtualClock(Instant now) {
        this.now = now;
    }

    /** @throws IllegalArgumentException if that has been */
    void moveTo(Instant later) {
        if (later.isBefore(now)) {
            throw new IllegalArgumentException("It is past " + later + ".");
        }
        now = later;
    }

    Instant now() {
        return now;
    }

    /** The same in nanoseconds, since 1970. */
    long nanos() {
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }
}
