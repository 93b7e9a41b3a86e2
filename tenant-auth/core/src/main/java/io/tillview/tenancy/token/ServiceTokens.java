package io.tillview.tenancy.token;

import static java.util.Objects.requireNonNull;

import io.tillview.tenancy.Caller;
import io.tillview.tenancy.token.TokenReading.Genuine;
import io.tillview.tenancy.token.TokenReading.Rejected;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;

/**
 * Reads the tokens of one kind that {@code query-service} signs for Druid: JWTs signed with EdDSA by the one known key, of that kind's
 * type and audience, with {@code sub}, {@code jti}, {@code iat}, and {@code exp} not too far ahead. Safe for use by many threads.
 *
 * @param <V> what is found out about a token
 */
final class ServiceTokens<V> {
    private final TokenReader reader;
    private final Function<RefusalReason, V> refused;

    /**
     * @param publicKey the public half of {@code query-service}'s delegation key, Ed25519
     * @param audience whom this kind is for
     * @param type the kind's type
     * @param longest how long a token may live
     * @param refused what is found out about a token that proves nothing
     * @throws IllegalArgumentException if the key isn't Ed25519
     */
    ServiceTokens(
            PublicKey publicKey,
            InstantSource clock,
            String audience,
            String type,
            Duration longest,
            int maxLength,
            Function<RefusalReason, V> refused) {
        if (!Ed25519Signing.isEd25519(publicKey)) {
            throw new IllegalArgumentException("The delegation key has to be Ed25519.");
        }
        TokenRules rules = new TokenRules(
                DelegationTokenSigner.ISSUER,
                audience,
                Set.of(Ed25519Signing.ALGORITHM),
                Optional.of(type),
                maxLength,
                Optional.of(longest));
        this.reader = new TokenReader(rules, VerificationKeys.of(publicKey), requireNonNull(clock, "clock"));
        this.refused = refused;
    }

    /**
     * What a genuine token of the kind says.
     *
     * @param subject on whose behalf
     * @param expiresAt when it stops being valid, the tolerance for clocks not included
     * @param claims all of it
     */
    record Said(String subject, Instant expiresAt, TypedClaims claims) {}

    /** What a genuine token comes to. */
    @FunctionalInterface
    interface Kind<V> {
        /**
         * Looks at the claims that only this kind has.
         *
         * @throws IllegalArgumentException if a claim is there and isn't what it has to be
         */
        V of(Said said);
    }

    /** Verifies a token. Doesn't throw, whatever the text is. */
    V read(String jwt, Kind<V> kind) {
        TokenReading reading = reader.read(requireNonNull(jwt, "jwt"));
        if (reading instanceof Genuine genuine) {
            return said(genuine.claims(), kind);
        }
        // A key in hand can always be read, so there is no third case here.
        return refused.apply(reading instanceof Rejected rejected ? rejected.reason() : RefusalReason.UNKNOWN_KEY);
    }

    private V said(JwtClaims genuine, Kind<V> kind) {
        try {
            TypedClaims claims = new TypedClaims(genuine);
            Optional<String> id = claims.string("jti");
            if (id.isEmpty() || genuine.getIssuedAt() == null) {
                return refused.apply(RefusalReason.CLAIM_MISSING);
            }
            String subject = claims.string("sub").orElse("");
            if (id.get().isBlank() || !Caller.isValidSubject(subject)) {
                return refused.apply(RefusalReason.CLAIM_INVALID);
            }
            Instant expiresAt =
                    Instant.ofEpochSecond(genuine.getExpirationTime().getValue());
            return kind.of(new Said(subject, expiresAt, claims));
        } catch (MalformedClaimException | IllegalArgumentException e) {
            return refused.apply(RefusalReason.CLAIM_INVALID);
        }
    }
}
