package io.tillview.benchmarks;

import java.time.Duration;

/**
 * When requests are sent: each as soon as an answer has come (a closed loop), or at a fixed rate, whatever comes of those before (an open
 * loop). In an open loop a request's latency counts from the time that it should have been sent, so that a server that halts is blamed
 * for all that had to wait meanwhile.
 *
 * @param nanosBetween from one to the next; 0 for a closed loop
 * @param count how many at most
 * @param atMost how long at most requests are sent
 */
record Pace(double nanosBetween, long count, Duration atMost) {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** As fast as answers come, for so long. */
    static Pace closed(Duration length) {
        return new Pace(0, Long.MAX_VALUE, length);
    }

    /** So many requests, as fast as answers come. */
    static Pace closed(long count) {
        return new Pace(0, count, LONGEST);
    }

    /** So many a second, for so long. */
    static Pace open(double perSecond, Duration length) {
        double nanosBetween = 1e9 / perSecond;
        return new Pace(nanosBetween, (long) Math.ceil(length.toNanos() / nanosBetween), length);
    }

    /**
     * When a request is to be sent, on the clock of {@link System#nanoTime}.
     *
     * @param number its number, from 0
     * @param begun when the first one was sent
     * @param now when it can be sent
     */
    long due(long number, long begun, long now) {
        return nanosBetween == 0 ? now : begun + Math.round(number * nanosBetween);
    }

    /** Whether a request comes too late to be sent. */
    boolean isOver(long number, long begun, long due) {
        return number >= count || due - begun >= atMost.toNanos();
    }
}
