package io.tillview.query.journeys;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** How many visitors came to each step, and how long it took them. Not safe for use by several threads. */
public final class FunnelTally {
    private final long[] visitors;
    private final List<Durations> sinceThePrevious = new ArrayList<>();

    FunnelTally(int steps) {
        this.visitors = new long[steps];
        for (int i = 1; i < steps; i++) {
            sinceThePrevious.add(new Durations());
        }
    }

    void add(Attempts visitor) {
        for (int step = 0; step < visitor.furthest(); step++) {
            visitors[step]++;
            if (step > 0) {
                sinceThePrevious.get(step - 1).add(visitor.timeOf(step) - visitor.timeOf(step - 1));
            }
        }
    }

    /** How many visitors came to a step, counted from 0; of a sample, how many of the sample. */
    public long visitors(int step) {
        return visitors[step];
    }

    /** The median time between a step after the first and the one before it, in seconds; empty if nobody came to it. */
    public OptionalDouble medianSeconds(int step) {
        return sinceThePrevious.get(step - 1).medianSeconds();
    }
}
