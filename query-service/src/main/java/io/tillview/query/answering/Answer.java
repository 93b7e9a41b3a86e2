package io.tillview.query.answering;

import static java.util.Objects.requireNonNull;

import io.tillview.query.ProblemType;
import io.tillview.query.QueryResult;

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
     */
    record NotAnswered(ProblemType problem, String detail) implements Answer {
        /** @throws NullPointerException if one is null */
        public NotAnswered {
            requireNonNull(problem, "problem");
            requireNonNull(detail, "detail");
        }
    }
}
