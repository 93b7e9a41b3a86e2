package io.tillview.tenancy.token;

import static java.util.Objects.requireNonNull;

import io.tillview.tenancy.Caller;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.OneMerchant;
import io.tillview.tenancy.token.DelegationVerification.Refused;
import io.tillview.tenancy.token.DelegationVerification.Verified;
import io.tillview.tenancy.token.TokenReading.Genuine;
import io.tillview.tenancy.token.TokenReading.Rejected;
import java.security.PublicKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;

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

    private final TokenReader reader;

    /**
     * @param publicKey the public half of {@code query-service}'s delegation key, Ed25519
     * @param clock what time it is
     * @throws IllegalArgumentException if the key isn't Ed25519
     */
    public DelegationTokenVerifier(PublicKey publicKey, InstantSource clock) {
        if (!Ed25519Signing.isEd25519(publicKey)) {
            throw new IllegalArgumentException("The delegation key has to be Ed25519.");
        }
        TokenRules rules = new TokenRules(
                DelegationTokenSigner.ISSUER,
                DelegationTokenSigner.AUDIENCE,
                Set.of(Ed25519Signing.ALGORITHM),
                Optional.of(DelegationTokenSigner.TYPE),
                MAX_LENGTH,
                Optional.of(DelegationTokenSigner.MAX_TIME_TO_LIVE));
        this.reader = new TokenReader(rules, VerificationKeys.of(publicKey), requireNonNull(clock, "clock"));
    }

    /**
     * Verifies a token. Doesn't throw, whatever the text is.
     *
     * @param jwt the token
     */
    public DelegationVerification verify(String jwt) {
        TokenReading reading = reader.read(requireNonNull(jwt, "jwt"));
        if (reading instanceof Genuine genuine) {
            return delegation(genuine.claims());
        }
        // A key in hand can always be read, so there is no third case here.
        return new Refused(reading instanceof Rejected rejected ? rejected.reason() : RefusalReason.UNKNOWN_KEY);
    }

    private static DelegationVerification delegation(JwtClaims genuine) {
        try {
            TypedClaims claims = new TypedClaims(genuine);
            Optional<String> merchant = claims.string(DelegationTokenSigner.MERCHANT);
            Optional<String> id = claims.string("jti");
            if (merchant.isEmpty() || id.isEmpty() || genuine.getIssuedAt() == null) {
                return new Refused(RefusalReason.CLAIM_MISSING);
            }
            String subject = claims.string("sub").orElse("");
            if (id.get().isBlank() || !Caller.isValidSubject(subject)) {
                return new Refused(RefusalReason.CLAIM_INVALID);
            }
            Instant expiresAt =
                    Instant.ofEpochSecond(genuine.getExpirationTime().getValue());
            return new Verified(subject, new OneMerchant(new MerchantId(merchant.get())), expiresAt);
        } catch (MalformedClaimException | IllegalArgumentException e) {
            return new Refused(RefusalReason.CLAIM_INVALID);
        }
    }
}
