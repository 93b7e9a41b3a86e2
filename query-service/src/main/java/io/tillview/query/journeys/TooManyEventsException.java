package io.tillview.query.journeys;

import java.io.Serial;

/** So few visitors have so many events that a sample of them would tell nothing, or so many rows that their times can't be kept. */
public final class TooManyEventsException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final long max;

    TooManyEventsException(long max) {
        super("More than " + max + " would have to be kept.");
        this.max = max;
    }

    /** How many could have been kept. */
    public long max() {
        return max;
    }
}
