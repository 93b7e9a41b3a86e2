package io.tillview.query.answering;

import io.tillview.query.ProblemType;
import io.tillview.query.answering.RunOutcome.Overloaded;
import io.tillview.query.answering.RunOutcome.Refused;
import io.tillview.query.answering.RunOutcome.TimedOut;
import io.tillview.query.answering.RunOutcome.Unavailable;
import java.io.Serial;

/** Ends the work on a journey; holds only what the caller may read. */
final class JourneyAbandonedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final ProblemType problem;

    private JourneyAbandonedException(ProblemType problem, String detail) {
        // No stack trace: nothing went wrong here.
        super(detail, null, false, false);
        this.problem = problem;
    }

    static JourneyAbandonedException tooLong() {
        return new JourneyAbandonedException(
                ProblemType.TIMED_OUT, "Ask for a shorter time range, fewer steps or a narrower filter.");
    }

    static JourneyAbandonedException tooMany() {
        return new JourneyAbandonedException(
                ProblemType.INVALID_QUERY,
                "The steps match too many events of too few visitors to be worked out: ask for a shorter time range, fewer"
                        + " rows or a narrower filter.");
    }

    static JourneyAbandonedException busy() {
        return new JourneyAbandonedException(ProblemType.OVERLOADED, "Try again in a moment.");
    }

    static JourneyAbandonedException because(RunOutcome outcome) {
        if (outcome instanceof TimedOut) {
            return tooLong();
        }
        if (outcome instanceof Refused) {
            return new JourneyAbandonedException(
                    ProblemType.INVALID_QUERY,
                    "The question needs more memory than one may have: ask for a shorter time range, fewer steps or a narrower"
                            + " filter.");
        }
        if (outcome instanceof Overloaded) {
            return busy();
        }
        if (outcome instanceof Unavailable) {
            return new JourneyAbandonedException(
                    ProblemType.UNAVAILABLE, "No Druid Broker answers. Try again in a moment.");
        }
        return new JourneyAbandonedException(
                ProblemType.INTERNAL, "The query could not be run; the log has its query id.");
    }

    ProblemType problem() {
        return problem;
    }
}
