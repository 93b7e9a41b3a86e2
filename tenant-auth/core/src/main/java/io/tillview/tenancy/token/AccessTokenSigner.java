package io.tillview.tenancy.token;

import static java.util.Objects.requireNonNull;

import io.tillview.tenancy.MerchantCaller;
import io.tillview.tenancy.MerchantId;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jose4j.jwt.JwtClaims;

/**
 * Signs access tokens where no identity provider does: {@code ./tillview token}, and tests.
 *
 * <p>Safe for use by many threads.
 */
public final class AccessTokenSigner {
    /** The longest a token may live. */
    public static final Duration MAX_TIME_TO_LIVE = Duration.ofDays(366);

    /** The issuer and the audience of Tillview's own access tokens. */
    public static final String TILLVIEW = "tillview";

    private final Ed25519Signing signing;
    private final String issuer;
    private final String audience;
    private final InstantSource clock;

    /**
     * Signs as {@value #TILLVIEW}, for {@value #TILLVIEW}.
     *
     * @param privateKey the private key, Ed25519
     * @param clock what time it is
     */
    public AccessTokenSigner(PrivateKey privateKey, InstantSource clock) {
        this(privateKey, TILLVIEW, TILLVIEW, clock);
    }

    /**
     * @param privateKey the private key, Ed25519
     * @param issuer the issuer the verifier expects
     * @param audience the audience the verifier expects
     * @param clock what time it is
     * @throws IllegalArgumentException if the key isn't Ed25519
     */
    public AccessTokenSigner(PrivateKey privateKey, String issuer, String audience, InstantSource clock) {
        this.signing = new Ed25519Signing(privateKey, "JWT");
        this.issuer = requireNonNull(issuer, "issuer");
        this.audience = requireNonNull(audience, "audience");
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * A token of a caller that may query one merchant.
     *
     * @param merchant the merchant
     * @param timeToLive a second to {@link #MAX_TIME_TO_LIVE}
     * @throws IllegalArgumentException if {@code timeToLive} is out of bounds
     */
    public String signForMerchant(MerchantId merchant, Duration timeToLive) {
        JwtClaims claims = claims("merchant-" + merchant.value());
        claims.setStringClaim(AccessTokenVerifier.MERCHANTS, merchant.value());
        claims.setStringClaim(AccessTokenVerifier.PERMISSIONS, MerchantCaller.QUERY);
        return sign(claims, timeToLive);
    }

    /**
     * A token of an admin.
     *
     * @param timeToLive a second to {@link #MAX_TIME_TO_LIVE}
     * @throws IllegalArgumentException if {@code timeToLive} is out of bounds
     */
    public String signForAdmin(Duration timeToLive) {
        JwtClaims claims = claims("admin");
        claims.setStringListClaim(AccessTokenVerifier.ROLES, List.of(AccessTokenVerifier.ADMIN));
        return sign(claims, timeToLive);
    }

    private JwtClaims claims(String subject) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(issuer);
        claims.setAudience(audience);
        claims.setSubject(subject);
        return claims;
    }

    private String sign(JwtClaims claims, Duration timeToLive) {
        if (timeToLive.compareTo(Duration.ofSeconds(1)) < 0 || timeToLive.compareTo(MAX_TIME_TO_LIVE) > 0) {
            throw new IllegalArgumentException("An access token lives from 1 second to 366 days.");
        }
        return signing.sign(claims, clock.instant(), timeToLive);
    }
}
