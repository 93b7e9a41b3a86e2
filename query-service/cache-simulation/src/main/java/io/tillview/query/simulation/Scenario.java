package io.tillview.query.simulation;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a day is like.
 *
 * @param seed decides on all that is drawn
 * @param begin when it begins: at midnight of UTC
 * @param length how long it is looked at
 * @param merchants how many there are
 * @param exponent how unequal they are: the merchant of rank n has a weight of {@code n^-exponent}
 * @param sessions how many times one of them opens a dashboard in a whole day
 * @param shortest how long a dashboard is open at least
 * @param longest and at most, all lengths between alike
 * @param handOff how long after its end rows are no longer added to an hour
 * @param layOut how long after its end an hour is laid out anew
 * @param bytes how much memory the cache has
 */
record Scenario(
        long seed,
        Instant begin,
        Duration length,
        int merchants,
        double exponent,
        int sessions,
        Duration shortest,
        Duration longest,
        Duration handOff,
        Duration layOut,
        long bytes) {
    private static final Instant BEGIN = Instant.parse("2026-11-25T00:00:00Z");
    private static final long MEGABYTE = 1L << 20;

    Scenario {
        requireNonNull(begin, "begin");
        requireNonNull(length, "length");
        requireNonNull(shortest, "shortest");
        requireNonNull(longest, "longest");
        requireNonNull(handOff, "handOff");
        requireNonNull(layOut, "layOut");
    }

    Instant end() {
        return begin.plus(length);
    }

    /**
     * The day that figures are about, but for what is said.
     *
     * @param arguments such as {@code seed=2} or {@code hand-off=PT25M}
     * @throws IllegalArgumentException if one is nothing that can be said
     */
    static Scenario of(List<String> arguments) {
        Map<String, String> said = new TreeMap<>(Map.of(
                "seed", "1",
                "merchants", "50000",
                "exponent", "1.0",
                "sessions", "1500",
                "shortest", "PT30M",
                "longest", "PT60M",
                "hand-off", "PT10M",
                "lay-out", "PT7H30M",
                "megabytes", "256"));
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            if (parts.length < 2 || said.replace(parts[0], parts[1]) == null) {
                throw new IllegalArgumentException(argument + " is none of NAME=VALUE with a NAME of " + said.keySet());
            }
        }
        return new Scenario(
                Long.parseLong(said.get("seed")),
                BEGIN,
                Duration.ofDays(1),
                Integer.parseInt(said.get("merchants")),
                Double.parseDouble(said.get("exponent")),
                Integer.parseInt(said.get("sessions")),
                Duration.parse(said.get("shortest")),
                Duration.parse(said.get("longest")),
                Duration.parse(said.get("hand-off")),
                Duration.parse(said.get("lay-out")),
                Long.parseLong(said.get("megabytes")) * MEGABYTE);
    }
}
