package io.tillview.query.request;

import io.tillview.query.Violation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Collects what is wrong with one request. Not safe for use by several threads. */
final class Violations {
    /** So that a body full of faults isn't answered with a longer one. */
    static final int MAX_REPORTED = 100;

    private static final int SHOWN_CHARACTERS = 60;
    private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

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
        int end = Math.min(text.length(), SHOWN_CHARACTERS);
        return end < text.length() ? text.substring(0, end) + "…" : text;
    }

    static Optional<String> nearest(String name, Collection<String> known) {
        String folded = shown(name).toLowerCase(Locale.ROOT);
        int near = Math.max(2, folded.length() / 3);
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(folded, candidate)))
                .filter(candidate -> distance(folded, candidate) <= near);
    }

    private static int distance(String folded, String candidate) {
        return DISTANCE.apply(folded, candidate.toLowerCase(Locale.ROOT));
    }
}
