package io.tillview.query.freshness;

import java.util.Map;

/** What came of asking a task how far it is. */
public sealed interface TaskAnswer {

    /**
     * It answered: it is alive, and what it has read can be queried.
     *
     * @param offsets the next record's, by partition; empty while it begins
     */
    record At(Map<Integer, Long> offsets) implements TaskAnswer {
        /** Copies the offsets. */
        public At {
            offsets = Map.copyOf(offsets);
        }
    }

    /** Its process answers and doesn't have it: it has ended, or not begun. */
    record NotThere() implements TaskAnswer {}

    /** Nothing listens where it ran: its process is gone, and what it hadn't handed off with it. */
    record Gone() implements TaskAnswer {}

    /** No answer in time, or one that says nothing. */
    record Silent() implements TaskAnswer {}
}
