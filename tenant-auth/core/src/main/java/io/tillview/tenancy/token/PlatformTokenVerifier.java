package io.tillview.tenancy.token;

import io.tillview.tenancy.token.PlatformVerification.Refused;
import io.tillview.tenancy.token.PlatformVerification.Verified;
import java.security.PublicKey;
import java.time.InstantSource;

/**
 * Verifies the platform tokens that {@code query-service} shows to Druid; the counterpart of {@link PlatformTokenSigner}.
 *
 * <p>A token is a JWT signed with EdDSA by the one known key, of the platform type, from {@code query-service}, for Druid's platform
 * queries, with {@code sub}, {@code jti}, {@code iat}, and {@code exp} at most ten minutes ahead. Anything else is refused, a token
 * that names a merchant too.
 *
 * <p>Safe for use by many threads; asks nobody.
 */
public final class PlatformTokenVerifier {
    private static final int MAX_LENGTH = 2048;

    private final ServiceTokens<PlatformVerification> tokens;

    /**
     * @param publicKey the public half of {@code query-service}'s delegation key, Ed25519
     * @param clock what time it is
     * @throws IllegalArgumentException if the key isn't Ed25519
     */
    public PlatformTokenVerifier(PublicKey publicKey, InstantSource clock) {
        this.tokens = new ServiceTokens<>(
                publicKey,
                clock,
                PlatformTokenSigner.AUDIENCE,
                PlatformTokenSigner.TYPE,
                DelegationTokenSigner.MAX_TIME_TO_LIVE,
                MAX_LENGTH,
                Refused::new);
    }

    /**
     * Verifies a token. Doesn't throw, whatever the text is.
     *
     * @param jwt the token
     */
    public PlatformVerification verify(String jwt) {
        return tokens.read(
                jwt,
                said -> said.claims().has(DelegationTokenSigner.MERCHANT)
                        ? new Refused(RefusalReason.CLAIM_INVALID)
                        : new Verified(said.subject()));
    }
}
