package io.tillview.query.answering;

import static java.util.Objects.requireNonNull;

import io.tillview.query.ProblemType;
import io.tillview.query.QueryResult;
import io.tillview.query.Violation;
import java.util.List;

/** What {@link QueryAnswerer} says to a question. */
public sealed interface Answer {

    /**
     * The rows.
     *
     * @param result in the shape they are sent in
     */
    record Answered(QueryResult result) implements Answer {
        /** @throws NullPointerException if {@code result} is null */
        public Answered {
            requireNonNull(result, "result");
        }
    }

    /**
     * No rows, and why.
     *
     * @param problem what kind of reason
     * @param detail the reason; may be shown to the caller
     * @param violations what is wrong with the question, if that is the reason
     */
    record NotAnswered(ProblemType problem, String detail, List<Violation> violations) implements Answer {
        private static final String TOO_LARGE =
                "This makes more groups than there is memory and disk for in one query: ask for"
                        + " a shorter time range, a coarser grain, fewer dimensions or fewer distinct counts, or filter.";

        /** @throws NullPointerException if one is null */
        public NotAnswered {
            requireNonNull(problem, "problem");
            requireNonNull(detail, "detail");
            violations = List.copyOf(violations);
        }

        /** For a reason that isn't in the question. */
        NotAnswered(ProblemType problem, String detail) {
            this(problem, detail, List.of());
        }

        /** One field of the question can't be answered. */
        static NotAnswered invalid(String field, String message) {
            return new NotAnswered(
                    ProblemType.INVALID_QUERY, "One thing is wrong.", List.of(new Violation(field, message)));
        }

        /**
         * Druid gives up for want of memory and disk.
         *
         * @param field what makes it so large
         */
        static NotAnswered tooLarge(String field) {
            return invalid(field, TOO_LARGE);
        }

        /** Why a query that was run has no rows. */
        static NotAnswered of(RunOutcome outcome) {
            if (outcome instanceof RunOutcome.TimedOut) {
                return new NotAnswered(
                        ProblemType.TIMED_OUT, "Ask for a shorter time range, a coarser grain or fewer measures.");
            }
            if (outcome instanceof RunOutcome.Overloaded) {
                return new NotAnswered(ProblemType.OVERLOADED, "Try again in a moment.");
            }
            if (outcome instanceof RunOutcome.Unavailable) {
                return new NotAnswered(ProblemType.UNAVAILABLE, "No Druid Broker answers. Try again in a moment.");
            }
            return new NotAnswered(ProblemType.INTERNAL, "The query could not be run; the log has its query id.");
        }
    }
}
