package io.tillview.query.journeys;

import java.util.Arrays;

/**
 * The attempts of one visitor so far, of one row of a funnel.
 *
 * <p>Of all attempts that have come to a step, only the one that began last is kept: whichever event comes next, it is within the window
 * of that attempt if it is within that of any. (ClickHouse's {@code windowFunnel} goes by the same rule.) So memory is the square of the
 * number of steps, whatever the number of events. The times of each attempt are kept with it, and those of the first that came to the
 * furthest step aside. One row and visitor at a time; not safe for use by several threads.
 */
final class Attempts {
    private final int steps;
    private final long window;
    /** By step: when the attempt kept there made each of its steps up to that one; nothing before {@link #reached}. */
    private final long[][] times;

    private final boolean[] reached;
    private final long[] best;
    private int furthest;

    Attempts(int steps, long windowMillis) {
        this.steps = steps;
        this.window = windowMillis;
        this.times = new long[steps][steps];
        this.reached = new boolean[steps];
        this.best = new long[steps];
    }

    /** Forgets everything. */
    void reset() {
        Arrays.fill(reached, false);
        furthest = 0;
    }

    /** Takes the next event. From the last step down, so that it isn't two steps of one attempt. */
    void event(long millis, int set) {
        for (int step = steps - 1; step > 0; step--) {
            if ((set >> step & 1) == 1 && isOpen(step - 1, millis)) {
                proceed(step, millis);
            }
        }
        if ((set & 1) == 1) {
            times[0][0] = millis;
            arrive(0);
        }
    }

    /** Whether an event of this time, or a later one, could still be another step of an attempt. */
    boolean isOpen(long millis) {
        return isOpen(0, millis);
    }

    private boolean isOpen(int step, long millis) {
        return reached[step] && millis - times[step][0] <= window;
    }

    /** An attempt that began no later than the one already there brings nothing new. */
    private void proceed(int step, long millis) {
        if (reached[step] && times[step][0] >= times[step - 1][0]) {
            return;
        }
        System.arraycopy(times[step - 1], 0, times[step], 0, step);
        times[step][step] = millis;
        arrive(step);
    }

    private void arrive(int step) {
        reached[step] = true;
        if (step >= furthest) {
            furthest = step + 1;
            System.arraycopy(times[step], 0, best, 0, furthest);
        }
    }

    /** How many steps the visitor came; 0 if it never began. */
    int furthest() {
        return furthest;
    }

    /** When the attempt that counts made a step, since 1970. */
    long timeOf(int step) {
        return best[step];
    }
}
