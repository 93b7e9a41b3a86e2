package io.tillview.query.journeys;

import java.io.Serial;

/** So few visitors have so many events that a sample of them would tell nothing. */
public final class TooManyEventsException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int maxEvents;

    TooManyEventsException(int maxEvents) {
        super("More than " + maxEvents + " events of a handful of visitors.");
        this.maxEvents = maxEvents;
    }

    /** How many could have been kept. */
    public int maxEvents() {
        return maxEvents;
    }
}
