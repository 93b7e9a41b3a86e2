package io.tillview.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.token.AccessTokenSigner;
import io.tillview.tenancy.token.AccessTokenVerifier;
import io.tillview.tenancy.token.TokenVerification.Refused;
import io.tillview.tenancy.token.TokenVerification.Verified;
import io.tillview.tenancy.token.VerificationKeys;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The verifier has a clock of its own here: past a token's end it refuses the token, if it is asked. */
class RememberedTokensTest {
    private static final KeyPair KEYS = keys();
    private static final Instant START = Instant.parse("2026-11-02T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private Instant now = START;
    private Instant verifiersNow = START;
    private final RememberedTokens tokens = new RememberedTokens(
            new AccessTokenVerifier("tillview", "tillview", VerificationKeys.of(KEYS.getPublic()), () -> verifiersNow),
            () -> now);

    @Test
    void a_genuine_token_is_looked_at_once_a_minute() {
        String token = token(Duration.ofHours(1));
        assertThat(tokens.verify(token)).isInstanceOf(Verified.class);
        verifiersNow = START.plus(DAY);

        now = START.plus(RememberedTokens.REMEMBERED_FOR).minus(RememberedTokens.SPREAD);
        assertThat(tokens.verify(token)).isInstanceOf(Verified.class);

        now = START.plus(RememberedTokens.REMEMBERED_FOR);
        assertThat(tokens.verify(token)).isInstanceOf(Refused.class);
    }

    @Test
    void no_token_is_remembered_past_its_end() {
        String token = token(Duration.ofSeconds(20));
        assertThat(tokens.verify(token)).isInstanceOf(Verified.class);
        verifiersNow = START.plus(DAY);

        now = START.plusSeconds(20);
        assertThat(tokens.verify(token)).isInstanceOf(Refused.class);
    }

    @Test
    void another_token_is_looked_at_and_so_is_one_that_was_refused() {
        String token = token(Duration.ofHours(1));
        assertThat(tokens.verify(token)).isInstanceOf(Verified.class);
        String forged = token.substring(0, token.length() - 4) + "AAAA";
        assertThat(tokens.verify(forged)).isInstanceOf(Refused.class);

        String early = token(Duration.ofHours(2));
        verifiersNow = START.plus(DAY);
        assertThat(tokens.verify(early)).isInstanceOf(Refused.class);
        verifiersNow = START;
        assertThat(tokens.verify(early)).isInstanceOf(Verified.class);
    }

    @Test
    void a_token_that_is_too_long_is_not_even_digested() {
        assertThat(tokens.verify("a".repeat(AccessTokenVerifier.MAX_LENGTH + 1)))
                .isInstanceOf(Refused.class);
    }

    private static String token(Duration timeToLive) {
        return new AccessTokenSigner(KEYS.getPrivate(), () -> START)
                .signForMerchant(new MerchantId("shop-1"), timeToLive);
    }

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
