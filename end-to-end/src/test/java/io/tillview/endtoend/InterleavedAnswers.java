package io.tillview.endtoend;

import io.tillview.endtoend.InterleavedAnswer.Figure;
import io.tillview.endtoend.InterleavedAnswer.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What one question was answered uncached, again and again, and what that says about an answer of a cache. Safe for use by many
 * threads.
 */
final class InterleavedAnswers {
    private final Queue<InterleavedAnswer> uncached = new ConcurrentLinkedQueue<>();

    void add(InterleavedAnswer answer) {
        uncached.add(answer);
    }

    int size() {
        return uncached.size();
    }

    /**
     * What is wrong with an answer: each of its parts has to be what an uncached question got in the time that it may be from, or lie
     * between what such questions got, where events came in meanwhile. All that is added and corrected here makes figures grow, so
     * that where nothing changed, there is nothing between.
     *
     * @param age how old it may be
     * @param open whether live events may have come in meanwhile, but for the closed days among rows by day
     * @param merging whether late events may have, segment by segment
     */
    List<String> faults(InterleavedAnswer answer, Duration age, boolean open, boolean merging) {
        List<InterleavedAnswer> window = window(answer, age);
        if (window.isEmpty()) {
            return List.of("nothing to hold it against");
        }
        List<String> faults = new ArrayList<>();
        Set<String> names = new TreeSet<>(answer.parts().keySet());
        window.forEach(one -> names.addAll(one.parts().keySet()));
        for (String name : names) {
            Map<String, Figure> part = part(answer, name);
            List<Map<String, Figure>> others =
                    window.stream().map(one -> part(one, name)).distinct().toList();
            if (others.stream().noneMatch(other -> same(part, other))) {
                Optional<String> outside = outside(part, others);
                boolean mayGrow = merging || (open && !name.startsWith("closed"));
                if (outside.isPresent() || !mayGrow) {
                    faults.add(name + ": " + outside.orElse("mixed") + "; " + shown(part) + " is none of "
                            + others.stream().map(InterleavedAnswers::shown).toList());
                }
            }
        }
        return faults;
    }

    /** From the last that was there before the time, which may have been right up to the next, to the first that was asked after it. */
    List<InterleavedAnswer> window(InterleavedAnswer answer, Duration age) {
        List<InterleavedAnswer> all = uncached.stream()
                .sorted(Comparator.comparingLong(InterleavedAnswer::begun))
                .toList();
        long from = answer.begun() - age.toNanos();
        long first = all.stream()
                .filter(one -> one.ended() - from <= 0)
                .mapToLong(InterleavedAnswer::begun)
                .max()
                .orElse(Long.MIN_VALUE);
        long last = all.stream()
                .filter(one -> one.begun() - answer.ended() >= 0)
                .mapToLong(InterleavedAnswer::begun)
                .min()
                .orElse(Long.MAX_VALUE);
        return all.stream()
                .filter(one -> one.begun() >= first && one.begun() <= last)
                .toList();
    }

    private static Map<String, Figure> part(InterleavedAnswer answer, String name) {
        return answer.parts().getOrDefault(name, Map.of());
    }

    private static boolean same(Map<String, Figure> one, Map<String, Figure> other) {
        return one.keySet().equals(other.keySet())
                && one.entrySet().stream().allMatch(figure -> figure.getValue().same(other.get(figure.getKey())));
    }

    /** The first figure that isn't between others. */
    private static Optional<String> outside(Map<String, Figure> part, List<Map<String, Figure>> others) {
        Set<String> all = new TreeSet<>(part.keySet());
        others.forEach(other -> all.addAll(other.keySet()));
        return all.stream().filter(key -> !isBetween(key, part, others)).findFirst();
    }

    private static boolean isBetween(String key, Map<String, Figure> part, List<Map<String, Figure>> others) {
        Figure figure = part.get(key);
        List<Figure> values = others.stream()
                .filter(other -> other.containsKey(key))
                .map(other -> other.get(key))
                .toList();
        if (figure == null) {
            return values.size() < others.size();
        }
        if (values.stream().anyMatch(figure::same)) {
            return true;
        }
        // A row that is new comes from nothing.
        boolean low = values.size() < others.size()
                || values.stream().anyMatch(one -> one.value() == null || isUpTo(one, figure));
        boolean high = values.stream().anyMatch(one -> isUpTo(figure, one));
        boolean moved =
                values.size() < others.size() || values.stream().distinct().count() > 1;
        return figure.kind() == Kind.RATIO ? moved || othersMoved(key, others) : low && high;
    }

    /** Whether any figure of the same row changed: a ratio may be anything then. */
    private static boolean othersMoved(String key, List<Map<String, Figure>> others) {
        String row = key.substring(0, key.lastIndexOf(' '));
        return others.stream()
                        .map(other -> other.entrySet().stream()
                                .filter(figure -> figure.getKey().startsWith(row))
                                .toList())
                        .distinct()
                        .count()
                > 1;
    }

    private static boolean isUpTo(Figure low, Figure high) {
        return low.value() == null || (high.value() != null && low.value().compareTo(high.value()) <= 0);
    }

    private static String shown(Map<String, Figure> part) {
        StringBuilder text = new StringBuilder();
        part.forEach((key, figure) ->
                text.append(key).append('=').append(figure.value()).append(' '));
        return text.toString();
    }
}
