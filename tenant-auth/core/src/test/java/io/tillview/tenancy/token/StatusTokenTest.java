package io.tillview.tenancy.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.OneMerchant;
import io.tillview.tenancy.token.StatusVerification.Refused;
import io.tillview.tenancy.token.StatusVerification.Verified;
import java.security.KeyPair;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusTokenTest {
    private static final KeyPair KEYS = Forge.keys("Ed25519");

    private final StatusTokenSigner signer = new StatusTokenSigner(KEYS.getPrivate(), Forge.CLOCK);
    private final StatusTokenVerifier verifier = new StatusTokenVerifier(KEYS.getPublic(), Forge.CLOCK);

    @Test
    void is_good_for_a_minute() {
        String token = signer.sign();

        assertThat(verifier.verify(token)).isEqualTo(new Verified());
        assertThat(verifierAt(89).verify(token)).isEqualTo(new Verified());
        assertThat(verifierAt(91).verify(token)).isEqualTo(new Refused(RefusalReason.EXPIRED));
        assertThat(verifierAt(-60).verify(token)).isInstanceOf(Refused.class);
    }

    @Test
    void no_two_tokens_are_the_same() {
        assertThat(signer.sign()).isNotEqualTo(signer.sign());
    }

    @Test
    void passes_for_no_other_kind_of_token_and_no_other_kind_passes_for_it() {
        String status = signer.sign();
        String delegation = new DelegationTokenSigner(KEYS.getPrivate(), Forge.CLOCK, Duration.ofMinutes(1))
                .sign("query-service", new OneMerchant(new MerchantId("m1")));
        AccessTokenSigner access = new AccessTokenSigner(KEYS.getPrivate(), Forge.CLOCK);

        assertThat(new DelegationTokenVerifier(KEYS.getPublic(), Forge.CLOCK).verify(status))
                .isInstanceOf(DelegationVerification.Refused.class);
        assertThat(new AccessTokenVerifier("tillview", "tillview", VerificationKeys.of(KEYS.getPublic()), Forge.CLOCK)
                        .verify(status))
                .isInstanceOf(TokenVerification.Refused.class);
        for (String other : List.of(
                delegation,
                access.signForAdmin(Duration.ofMinutes(1)),
                access.signForMerchant(new MerchantId("m1"), Duration.ofMinutes(1)))) {
            assertThat(verifier.verify(other)).isInstanceOf(Refused.class);
        }
    }

    @Test
    void only_the_one_key_signs_it() {
        String forged = new StatusTokenSigner(Forge.keys("Ed25519").getPrivate(), Forge.CLOCK).sign();

        assertThat(verifier.verify(forged)).isEqualTo(new Refused(RefusalReason.SIGNATURE_INVALID));
        assertThatThrownBy(() -> new StatusTokenSigner(Forge.keys("RSA").getPrivate(), Forge.CLOCK))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StatusTokenVerifier(Forge.keys("Ed448").getPublic(), Forge.CLOCK))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "aud", "sub", "exp", "iat", "jti"})
    void every_claim_has_to_be_there(String claim) {
        assertThat(verifyChanged(claims -> claims.unsetClaim(claim)))
                .isEqualTo(new Refused(RefusalReason.CLAIM_MISSING));
    }

    @Test
    void every_claim_has_to_be_right() {
        assertThat(verifyChanged(claims -> {})).isEqualTo(new Verified());
        assertThat(verifyChanged(claims -> claims.setIssuer("tillview")))
                .isEqualTo(new Refused(RefusalReason.WRONG_ISSUER));
        assertThat(verifyChanged(claims -> claims.setAudience("druid")))
                .isEqualTo(new Refused(RefusalReason.WRONG_AUDIENCE));
        assertThat(verifyChanged(claims -> claims.setExpirationTime(Forge.at(300))))
                .isEqualTo(new Refused(RefusalReason.LIVES_TOO_LONG));
        assertThat(verifyChanged(claims -> claims.setSubject("somebody")))
                .isEqualTo(new Refused(RefusalReason.CLAIM_INVALID));
        assertThat(verifyChanged(claims -> claims.setStringClaim("merchant_id", "m1")))
                .isEqualTo(new Refused(RefusalReason.CLAIM_INVALID));
        assertThat(verifyChanged(claims -> claims.setJwtId(" "))).isEqualTo(new Refused(RefusalReason.CLAIM_INVALID));
    }

    private StatusTokenVerifier verifierAt(int seconds) {
        return new StatusTokenVerifier(KEYS.getPublic(), InstantSource.fixed(Forge.NOW.plusSeconds(seconds)));
    }

    private StatusVerification verifyChanged(Consumer<JwtClaims> change) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer("tillview-query-service");
        claims.setAudience("druid-supervisor-status");
        claims.setSubject("query-service");
        claims.setIssuedAt(NumericDate.fromSeconds(Forge.NOW.getEpochSecond()));
        claims.setExpirationTime(Forge.at(60));
        claims.setJwtId("id");
        change.accept(claims);
        return verifier.verify(Forge.sign(
                claims.toJson(),
                "EdDSA",
                KEYS.getPrivate(),
                headers -> headers.setHeader("typ", "tillview-status+jwt")));
    }
}
