package io.tillview.query.druid;

import java.time.Duration;

/**
 * Until when something has to be done, by the clock that is never set back.
 *
 * @param nanoTime as of {@link System#nanoTime()}
 */
record Deadline(long nanoTime) {

    static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /** What is left; negative when it is over. */
    Duration left() {
        return Duration.ofNanos(nanoTime - System.nanoTime());
    }
}
