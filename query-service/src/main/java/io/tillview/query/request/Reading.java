package io.tillview.query.request;

import static java.util.Objects.requireNonNull;

import io.tillview.query.Violation;
import java.util.List;

/**
 * What was made of a request's body.
 *
 * @param <T> what it is read as
 */
public sealed interface Reading<T> {

    /**
     * Something that can be answered.
     *
     * @param request what is asked; every name in it is in the catalog
     * @param <T> its type
     */
    record Understood<T>(T request) implements Reading<T> {
        /** @throws NullPointerException if it is null */
        public Understood {
            requireNonNull(request, "request");
        }
    }

    /**
     * Not JSON at all.
     *
     * @param detail what and where; may be shown to the caller
     * @param <T> what it should have been
     */
    record NotJson<T>(String detail) implements Reading<T> {
        /** @throws NullPointerException if {@code detail} is null */
        public NotJson {
            requireNonNull(detail, "detail");
        }
    }

    /**
     * JSON, but not what can be asked.
     *
     * @param violations everything that is wrong with it (the first {@value Violations#MAX_REPORTED}); at least one
     * @param <T> what it should have been
     */
    record Refused<T>(List<Violation> violations) implements Reading<T> {
        /** Copies the list. */
        public Refused {
            violations = List.copyOf(violations);
        }
    }
}
