package io.tillview.tenancy.token;

import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.OneMerchant;
import io.tillview.tenancy.token.DelegationVerification.Refused;
import io.tillview.tenancy.token.DelegationVerification.Verified;
import java.security.PublicKey;
import java.time.InstantSource;

/**
 * Verifies the delegation tokens that {@code query-service} shows to Druid; the counterpart of
 * {@link DelegationTokenSigner}.
 *
 * <p>A token is a JWT signed with EdDSA by the one known key, of the delegation type, from {@code query-service}, for
 * Druid, with {@code sub}, {@code jti}, {@code iat}, {@code exp} at most ten minutes ahead, and one merchant id as a
 * string in {@code merchant_id}. Anything else is refused.
 *
 * <p>Safe for use by many threads; asks nobody.
 */
public final class DelegationTokenVerifier {
    /** The longest token, in characters. */
    public static final int MAX_LENGTH = 4096;

    private final ServiceTokens<DelegationVerification> tokens;

    /**
     * @param publicKey the public half of {@code query-service}'s delegation key, Ed25519
     * @param clock what time it is
     * @throws IllegalArgumentException if the key isn't Ed25519
     */
    public DelegationTokenVerifier(PublicKey publicKey, InstantSource clock) {
        this.tokens = new ServiceTokens<>(
                publicKey,
                clock,
                DelegationTokenSigner.AUDIENCE,
                DelegationTokenSigner.TYPE,
                DelegationTokenSigner.MAX_TIME_TO_LIVE,
                MAX_LENGTH,
                Refused::new);
    }

    /**
     * Verifies a token. Doesn't throw, whatever the text is.
     *
     * @param jwt the token
     */
    public DelegationVerification verify(String jwt) {
        return tokens.read(jwt, said -> said.claims()
                .string(DelegationTokenSigner.MERCHANT)
                .<DelegationVerification>map(merchant ->
                        new Verified(said.subject(), new OneMerchant(new MerchantId(merchant)), said.expiresAt()))
                .orElseGet(() -> new Refused(RefusalReason.CLAIM_MISSING)));
    }
}
