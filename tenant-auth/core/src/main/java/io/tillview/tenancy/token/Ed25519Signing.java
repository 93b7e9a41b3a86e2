package io.tillview.tenancy.token;

import java.security.Key;
import java.security.PrivateKey;
import java.security.interfaces.EdECKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** Signs claims with one Ed25519 key. */
final class Ed25519Signing {
    /** The JOSE name of the algorithm. */
    static final String ALGORITHM = "EdDSA";

    private final PrivateKey key;
    private final String type;

    Ed25519Signing(PrivateKey key, String type) {
        if (!isEd25519(key)) {
            throw new IllegalArgumentException("The signing key has to be Ed25519.");
        }
        this.key = key;
        this.type = type;
    }

    static boolean isEd25519(Key key) {
        return key instanceof EdECKey edwards && edwards.getParams().getName().equals("Ed25519");
    }

    /** Sets id, time of issue and end of the claims, and signs them. */
    String sign(JwtClaims claims, Instant now, Duration timeToLive) {
        Instant issued = now.truncatedTo(ChronoUnit.SECONDS);
        claims.setGeneratedJwtId();
        claims.setIssuedAt(NumericDate.fromSeconds(issued.getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(issued.plus(timeToLive).getEpochSecond()));
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(ALGORITHM);
        signature.setHeader("typ", type);
        signature.setPayload(claims.toJson());
        signature.setKey(key);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("This JDK can't sign with Ed25519.", e);
        }
    }
}
