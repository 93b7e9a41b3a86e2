package io.tillview.tenancy.token;

import org.jose4j.jwt.JwtClaims;

/** What reading a token gives, before its own claims have been looked at. */
sealed interface TokenReading {

    /**
     * Signed by a known key, for us, now.
     *
     * @param claims what it says
     */
    record Genuine(JwtClaims claims) implements TokenReading {}

    /**
     * Proves nothing.
     *
     * @param reason why not
     */
    record Rejected(RefusalReason reason) implements TokenReading {}

    /**
     * The keys can't be read.
     *
     * @param cause what can't
     */
    record Unknown(String cause) implements TokenReading {}
}
