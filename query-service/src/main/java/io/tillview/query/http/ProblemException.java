package io.tillview.query.http;

import io.tillview.query.ProblemType;
import io.tillview.query.Violation;
import io.tillview.query.answering.Answer.NotAnswered;
import java.io.Serial;
import java.util.List;
import java.util.Map;

/** Ends a request with a problem. Holds only what the caller may read. */
final class ProblemException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final transient List<Violation> violations;
    private final transient Map<String, String> headers;

    private ProblemException(ProblemType type, String detail, List<Violation> violations, Map<String, String> headers) {
        // No stack trace: nothing went wrong here.
        super(detail, null, false, false);
        this.type = type;
        this.violations = violations;
        this.headers = headers;
    }

    static ProblemException of(ProblemType type, String detail) {
        return new ProblemException(type, detail, List.of(), Map.of());
    }

    /** @param headers what the answer has besides */
    static ProblemException of(ProblemType type, String detail, Map<String, String> headers) {
        return new ProblemException(type, detail, List.of(), headers);
    }

    static ProblemException of(NotAnswered answer) {
        return new ProblemException(answer.problem(), answer.detail(), answer.violations(), Map.of());
    }

    static ProblemException invalid(String detail, List<Violation> violations) {
        return new ProblemException(ProblemType.INVALID_QUERY, detail, violations, Map.of());
    }

    /** @param challenge the value of {@code WWW-Authenticate} */
    static ProblemException unauthenticated(String detail, String challenge) {
        return new ProblemException(
                ProblemType.UNAUTHENTICATED, detail, List.of(), Map.of("WWW-Authenticate", challenge));
    }

    /** The same as an answer that is none. */
    NotAnswered asAnswer() {
        return new NotAnswered(type, getMessage(), violations);
    }

    ProblemType type() {
        return type;
    }

    List<Violation> violations() {
        return violations;
    }

    Map<String, String> headers() {
        return headers;
    }
}
