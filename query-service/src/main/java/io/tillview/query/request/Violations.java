package io.tillview.query.request;

import io.tillview.query.NearestName;
import io.tillview.query.Violation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Collects what is wrong with one request. Not safe for use by several threads. */
final class Violations {
    /** So that a body full of faults isn't answered with a longer one. */
    static final int MAX_REPORTED = 100;

    private final List<Violation> found = new ArrayList<>();

    void add(String field, String message) {
        if (found.size() < MAX_REPORTED) {
            found.add(new Violation(field, message));
        }
    }

    /** A name that isn't one of those that are known, with the nearest of them, if one is near. */
    void addUnknown(String field, String what, String name, Collection<String> known) {
        String nearest =
                nearest(name, known).map(n -> " Did you mean '" + n + "'?").orElse("");
        add(
                field,
                "'" + shown(name) + "' is not a known " + what + "." + nearest + " Known: " + String.join(", ", known)
                        + ".");
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<Violation> all() {
        return List.copyOf(found);
    }

    /** The caller's own text, short enough to be sent back. */
    static String shown(String text) {
        return NearestName.shown(text);
    }

    static Optional<String> nearest(String name, Collection<String> known) {
        return NearestName.to(name, known);
    }
}
