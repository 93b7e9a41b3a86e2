package io.tillview.tenancy.token;

import static java.util.Objects.requireNonNull;

import io.tillview.tenancy.token.StatusVerification.Refused;
import io.tillview.tenancy.token.StatusVerification.Verified;
import io.tillview.tenancy.token.TokenReading.Genuine;
import io.tillview.tenancy.token.TokenReading.Rejected;
import java.security.PublicKey;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;

/**
 * Verifies the status tokens that {@code query-service} shows to Druid; the counterpart of {@link StatusTokenSigner}.
 *
 * <p>A token is a JWT signed with EdDSA by the one known key, of the status type, from and about {@code query-service},
 * for the supervisors' status, with {@code jti}, {@code iat}, and {@code exp} at most a minute ahead. Anything else is
 * refused, a token that names a merchant too.
 *
 * <p>Safe for use by many threads; asks nobody.
 */
public final class StatusTokenVerifier {
    private static final int MAX_LENGTH = 1024;

    private final TokenReader reader;

    /**
     * @param publicKey the public half of {@code query-service}'s delegation key, Ed25519
     * @param clock what time it is
     * @throws IllegalArgumentException if the key isn't Ed25519
     */
    public StatusTokenVerifier(PublicKey publicKey, InstantSource clock) {
        if (!Ed25519Signing.isEd25519(publicKey)) {
            throw new IllegalArgumentException("The delegation key has to be Ed25519.");
        }
        TokenRules rules = new TokenRules(
                StatusTokenSigner.ISSUER,
                StatusTokenSigner.AUDIENCE,
                Set.of(Ed25519Signing.ALGORITHM),
                Optional.of(StatusTokenSigner.TYPE),
                MAX_LENGTH,
                Optional.of(StatusTokenSigner.TIME_TO_LIVE));
        this.reader = new TokenReader(rules, VerificationKeys.of(publicKey), requireNonNull(clock, "clock"));
    }

    /**
     * Verifies a token. Doesn't throw, whatever the text is.
     *
     * @param jwt the token
     */
    public StatusVerification verify(String jwt) {
        TokenReading reading = reader.read(requireNonNull(jwt, "jwt"));
        if (reading instanceof Genuine genuine) {
            return status(genuine.claims());
        }
        // A key in hand can always be read, so there is no third case here.
        return new Refused(reading instanceof Rejected rejected ? rejected.reason() : RefusalReason.UNKNOWN_KEY);
    }

    private static StatusVerification status(JwtClaims genuine) {
        try {
            TypedClaims claims = new TypedClaims(genuine);
            Optional<String> id = claims.string("jti");
            if (id.isEmpty() || genuine.getIssuedAt() == null) {
                return new Refused(RefusalReason.CLAIM_MISSING);
            }
            boolean valid = !id.get().isBlank()
                    && claims.string("sub")
                            .filter(StatusTokenSigner.SUBJECT::equals)
                            .isPresent()
                    && !genuine.hasClaim(DelegationTokenSigner.MERCHANT);
            return valid ? new Verified() : new Refused(RefusalReason.CLAIM_INVALID);
        } catch (MalformedClaimException | IllegalArgumentException e) {
            return new Refused(RefusalReason.CLAIM_INVALID);
        }
    }
}
