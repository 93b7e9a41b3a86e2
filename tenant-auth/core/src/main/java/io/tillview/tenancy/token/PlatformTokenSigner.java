package io.tillview.tenancy.token;

import static java.util.Objects.requireNonNull;

import io.tillview.tenancy.AllMerchants;
import io.tillview.tenancy.Caller;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.InstantSource;
import org.jose4j.jwt.JwtClaims;

/**
 * Signs platform tokens: with one, {@code query-service} asks Druid on an admin's behalf about all merchants. Reading rows is all that
 * it is good for. It takes an {@link AllMerchants} to make one, which only an admin's request is given.
 *
 * <p>Safe for use by many threads.
 */
public final class PlatformTokenSigner {
    static final String AUDIENCE = "druid-platform";
    static final String TYPE = "tillview-platform+jwt";

    private final Ed25519Signing signing;
    private final InstantSource clock;
    private final Duration timeToLive;

    /**
     * @param privateKey the private half of the delegation key, Ed25519
     * @param clock what time it is
     * @param timeToLive how long tokens live: a second to {@link DelegationTokenSigner#MAX_TIME_TO_LIVE}, in whole seconds
     * @throws IllegalArgumentException if the key isn't Ed25519 or the time is out of bounds
     */
    public PlatformTokenSigner(PrivateKey privateKey, InstantSource clock, Duration timeToLive) {
        if (timeToLive.compareTo(Duration.ofSeconds(1)) < 0
                || timeToLive.compareTo(DelegationTokenSigner.MAX_TIME_TO_LIVE) > 0) {
            throw new IllegalArgumentException("A platform token lives from 1 second to 10 minutes.");
        }
        this.signing = new Ed25519Signing(privateKey, TYPE);
        this.clock = requireNonNull(clock, "clock");
        this.timeToLive = timeToLive;
    }

    /**
     * Makes a token.
     *
     * @param subject on whose behalf: the admin's subject
     * @param scope from the decision that allowed it
     * @throws IllegalArgumentException if {@code subject} isn't valid
     */
    public String sign(String subject, AllMerchants scope) {
        requireNonNull(scope, "scope");
        if (!Caller.isValidSubject(subject)) {
            throw new IllegalArgumentException("A subject has 1 to 256 printable characters.");
        }
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(DelegationTokenSigner.ISSUER);
        claims.setAudience(AUDIENCE);
        claims.setSubject(subject);
        return signing.sign(claims, clock.instant(), timeToLive);
    }
}
