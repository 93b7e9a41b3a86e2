package io.tillview.events.kafka;

import java.time.InstantSource;

/** Notices that the clock was set back, by the time that really went by. Belongs to one thread. */
final class ClockWatch {

    /** Clocks that are set right every few minutes are set by less. */
    private static final long TOLERANCE_MILLIS = 1_000;

    private final InstantSource clock;
    private long offset;

    ClockWatch(InstantSource clock) {
        this.clock = clock;
        this.offset = offset();
    }

    /** Whether it was, by more than a second since this was last asked. */
    boolean wasSetBack() {
        long before = offset;
        offset = offset();
        return offset < before - TOLERANCE_MILLIS;
    }

    private long offset() {
        return clock.millis() - System.nanoTime() / 1_000_000;
    }
}
