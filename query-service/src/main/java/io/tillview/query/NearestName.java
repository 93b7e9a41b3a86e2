package io.tillview.query;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds what a mistyped name was meant to be. No state. */
public final class NearestName {
    private static final int SHOWN_CHARACTERS = 60;
    private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

    private NearestName() {}

    /** The nearest of the known names, whatever its case; empty if none is near. */
    public static Optional<String> to(String name, Collection<String> known) {
        String folded = shown(name).toLowerCase(Locale.ROOT);
        int near = Math.max(2, folded.length() / 3);
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(folded, candidate)))
                .filter(candidate -> distance(folded, candidate) <= near);
    }

    /** The caller's own text, short enough to be sent back. */
    public static String shown(String text) {
        int end = Math.min(text.length(), SHOWN_CHARACTERS);
        return end < text.length() ? text.substring(0, end) + "…" : text;
    }

    private static int distance(String folded, String candidate) {
        return DISTANCE.apply(folded, candidate.toLowerCase(Locale.ROOT));
    }
}
