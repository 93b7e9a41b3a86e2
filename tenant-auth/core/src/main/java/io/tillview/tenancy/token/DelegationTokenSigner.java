package io.tillview.tenancy.token;

import static java.util.Objects.requireNonNull;

import io.tillview.tenancy.Caller;
import io.tillview.tenancy.OneMerchant;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.InstantSource;
import org.jose4j.jwt.JwtClaims;

/**
 * Signs delegation tokens: {@code query-service} tells Druid on whose behalf, and for which merchant, it asks.
 *
 * <p>Safe for use by many threads.
 */
public final class DelegationTokenSigner {
    /** How long tokens live unless told otherwise. */
    public static final Duration DEFAULT_TIME_TO_LIVE = Duration.ofMinutes(5);

    /** The longest a token may live: verifiers refuse longer ones. */
    public static final Duration MAX_TIME_TO_LIVE = Duration.ofMinutes(10);

    static final String ISSUER = "tillview-query-service";
    static final String AUDIENCE = "druid";
    static final String TYPE = "tillview-delegation+jwt";
    static final String MERCHANT = "merchant_id";

    private final Ed25519Signing signing;
    private final InstantSource clock;
    private final Duration timeToLive;

    /**
     * Tokens live for {@link #DEFAULT_TIME_TO_LIVE}.
     *
     * @param privateKey the private half of the delegation key, Ed25519
     * @param clock what time it is
     */
    public DelegationTokenSigner(PrivateKey privateKey, InstantSource clock) {
        this(privateKey, clock, DEFAULT_TIME_TO_LIVE);
    }

    /**
     * @param privateKey the private half of the delegation key, Ed25519
     * @param clock what time it is
     * @param timeToLive how long tokens live: a second to {@link #MAX_TIME_TO_LIVE}, in whole seconds
     * @throws IllegalArgumentException if the key isn't Ed25519 or the time is out of bounds
     */
    public DelegationTokenSigner(PrivateKey privateKey, InstantSource clock, Duration timeToLive) {
        if (timeToLive.compareTo(Duration.ofSeconds(1)) < 0 || timeToLive.compareTo(MAX_TIME_TO_LIVE) > 0) {
            throw new IllegalArgumentException("A delegation token lives from 1 second to 10 minutes.");
        }
        this.signing = new Ed25519Signing(privateKey, TYPE);
        this.clock = requireNonNull(clock, "clock");
        this.timeToLive = timeToLive;
    }

    /**
     * Makes a token.
     *
     * @param subject on whose behalf: the caller's subject
     * @param scope the merchant whose rows may be read
     * @throws IllegalArgumentException if {@code subject} isn't valid
     */
    public String sign(String subject, OneMerchant scope) {
        if (!Caller.isValidSubject(subject)) {
            throw new IllegalArgumentException("A subject has 1 to 256 printable characters.");
        }
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience(AUDIENCE);
        claims.setSubject(subject);
        claims.setStringClaim(MERCHANT, scope.merchant().value());
        return signing.sign(claims, clock.instant(), timeToLive);
    }

    /** How long a token lives from the moment it is made: what is opened with it has to be closed sooner. */
    public Duration timeToLive() {
        return timeToLive;
    }
}
