package io.tillview.tenancy.token;

import io.tillview.tenancy.token.StatusVerification.Refused;
import io.tillview.tenancy.token.StatusVerification.Verified;
import java.security.PublicKey;
import java.time.InstantSource;

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

    private final ServiceTokens<StatusVerification> tokens;

    /**
     * @param publicKey the public half of {@code query-service}'s delegation key, Ed25519
     * @param clock what time it is
     * @throws IllegalArgumentException if the key isn't Ed25519
     */
    public StatusTokenVerifier(PublicKey publicKey, InstantSource clock) {
        this.tokens = new ServiceTokens<>(
                publicKey,
                clock,
                StatusTokenSigner.AUDIENCE,
                StatusTokenSigner.TYPE,
                StatusTokenSigner.TIME_TO_LIVE,
                MAX_LENGTH,
                Refused::new);
    }

    /**
     * Verifies a token. Doesn't throw, whatever the text is.
     *
     * @param jwt the token
     */
    public StatusVerification verify(String jwt) {
        return tokens.read(
                jwt,
                said -> said.subject().equals(StatusTokenSigner.SUBJECT)
                                && !said.claims().has(DelegationTokenSigner.MERCHANT)
                        ? new Verified()
                        : new Refused(RefusalReason.CLAIM_INVALID));
    }
}
