package io.tillview.tenancy.token;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What every token of one kind has to fulfil.
 *
 * @param issuer who has to have made it
 * @param audience whom it has to be for
 * @param algorithms the signature algorithms accepted, by their JOSE names
 * @param type the header {@code typ} it has to have, if any
 * @param maxLength its longest text, in characters
 * @param maxLifetime how far ahead its end may lie, if that is bounded
 */
record TokenRules(
        String issuer,
        String audience,
        Set<String> algorithms,
        Optional<String> type,
        int maxLength,
        Optional<Duration> maxLifetime) {

    /** How far the clocks of issuer and verifier may differ. */
    static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(30);

    TokenRules {
        if (issuer.isBlank() || audience.isBlank()) {
            throw new IllegalArgumentException("Issuer and audience of tokens have to be set.");
        }
        algorithms = Set.copyOf(algorithms);
    }
}
