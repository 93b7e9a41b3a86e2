package io.tillview.query;

import static java.util.Objects.requireNonNull;

/**
 * One thing that is wrong with a request.
 *
 * @param field where, for example {@code filters[0].op}; empty for the request as a whole
 * @param message what is wrong and what would be right; may be shown to the caller
 */
public record Violation(String field, String message) {

    /** @throws NullPointerException if one is null */
    public Violation {
        requireNonNull(field, "field");
        requireNonNull(message, "message");
    }
}
