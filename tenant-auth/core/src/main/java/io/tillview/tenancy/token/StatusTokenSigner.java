package io.tillview.tenancy.token;

import static java.util.Objects.requireNonNull;

import java.security.PrivateKey;
import java.time.Duration;
import java.time.InstantSource;
import org.jose4j.jwt.JwtClaims;

/**
 * Signs status tokens: with one, {@code query-service} may ask Druid's Overlord how its supervisors are doing, on its own
 * behalf, and nothing else. It speaks for no merchant and reads no rows.
 *
 * <p>Safe for use by many threads.
 */
public final class StatusTokenSigner {
    /** How long a token lives; verifiers refuse longer ones. */
    public static final Duration TIME_TO_LIVE = Duration.ofMinutes(1);

    static final String AUDIENCE = "druid-supervisor-status";
    static final String TYPE = "tillview-status+jwt";
    static final String SUBJECT = "query-service";

    private final Ed25519Signing signing;
    private final InstantSource clock;

    /**
     * @param privateKey the private half of the delegation key, Ed25519
     * @param clock what time it is
     * @throws IllegalArgumentException if the key isn't Ed25519
     */
    public StatusTokenSigner(PrivateKey privateKey, InstantSource clock) {
        this.signing = new Ed25519Signing(privateKey, TYPE);
        this.clock = requireNonNull(clock, "clock");
    }

    /** Makes a token, good for {@link #TIME_TO_LIVE} from now. */
    public String sign() {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(DelegationTokenSigner.ISSUER);
        claims.setAudience(AUDIENCE);
        claims.setSubject(SUBJECT);
        return signing.sign(claims, clock.instant(), TIME_TO_LIVE);
    }
}
