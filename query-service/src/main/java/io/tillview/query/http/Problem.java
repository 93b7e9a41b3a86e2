package io.tillview.query.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.tillview.query.ProblemType;
import io.tillview.query.Violation;
import java.net.URI;
import java.util.List;

/**
 * The body of an error (RFC 9457).
 *
 * @param type what kind of problem, for programs
 * @param title the same in a sentence
 * @param status the HTTP status
 * @param detail what is the matter this time
 * @param instance this very request: its query id as a URN
 * @param violations everything wrong with the request, if that is the problem
 */
public record Problem(
        URI type,
        String title,
        int status,
        String detail,
        URI instance,
        @JsonInclude(Include.NON_EMPTY) List<Violation> violations) {

    /** Copies the list. */
    public Problem {
        violations = List.copyOf(violations);
    }

    static Problem of(ProblemType type, String detail, List<Violation> violations, String queryId) {
        return new Problem(
                type.uri(), type.title(), type.status(), detail, URI.create("urn:uuid:" + queryId), violations);
    }
}
