package io.tillview.query.answering;

import static java.util.Objects.requireNonNull;

import io.tillview.query.ProblemType;

/**
 * What came of a question about journeys.
 *
 * @param <T> what its answer is
 */
public sealed interface JourneyOutcome<T> {

    /**
     * The answer.
     *
     * @param result in the shape it is sent in
     * @param <T> its type
     */
    record Worked<T>(T result) implements JourneyOutcome<T> {
        /** @throws NullPointerException if {@code result} is null */
        public Worked {
            requireNonNull(result, "result");
        }
    }

    /**
     * No answer, and why.
     *
     * @param problem what kind of reason
     * @param detail the reason; may be shown to the caller
     * @param <T> what the answer would have been
     */
    record NotWorked<T>(ProblemType problem, String detail) implements JourneyOutcome<T> {
        /** @throws NullPointerException if one is null */
        public NotWorked {
            requireNonNull(problem, "problem");
            requireNonNull(detail, "detail");
        }
    }
}
