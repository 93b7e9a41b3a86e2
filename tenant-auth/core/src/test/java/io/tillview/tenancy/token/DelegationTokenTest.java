package io.tillview.tenancy.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.OneMerchant;
import io.tillview.tenancy.token.DelegationVerification.Refused;
import io.tillview.tenancy.token.DelegationVerification.Verified;
import java.security.KeyPair;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelegationTokenTest {
    private static final KeyPair KEYS = Forge.keys("Ed25519");
    private static final OneMerchant M1 = new OneMerchant(new MerchantId("m1"));

    private final DelegationTokenSigner signer = new DelegationTokenSigner(KEYS.getPrivate(), Forge.CLOCK);
    private final DelegationTokenVerifier verifier = new DelegationTokenVerifier(KEYS.getPublic(), Forge.CLOCK);

    @Test
    void tells_druid_subject_and_merchant_for_five_minutes() {
        String token = signer.sign("somebody", M1);

        assertThat(verifier.verify(token)).isEqualTo(new Verified("somebody", M1, Forge.NOW.plusSeconds(300)));
        assertThat(signer.timeToLive()).isEqualTo(Duration.ofMinutes(5));
        assertThat(token.length()).isLessThan(DelegationTokenVerifier.MAX_LENGTH / 4);
    }

    @Test
    void no_two_tokens_are_the_same() {
        assertThat(signer.sign("somebody", M1)).isNotEqualTo(signer.sign("somebody", M1));
    }

    @Test
    void ends_when_its_time_is_over() {
        InstantSource later = InstantSource.fixed(Forge.NOW.plusSeconds(331));

        assertThat(new DelegationTokenVerifier(KEYS.getPublic(), later).verify(signer.sign("somebody", M1)))
                .isEqualTo(new Refused(RefusalReason.EXPIRED));
    }

    @Test
    void the_longest_subject_still_fits() {
        String subject = "€".repeat(256);

        assertThat(verifier.verify(signer.sign(subject, new OneMerchant(new MerchantId("m".repeat(64))))))
                .isInstanceOf(Verified.class);
    }

    @Test
    void is_made_of_valid_parts_only() {
        assertThatThrownBy(() -> signer.sign("", M1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DelegationTokenSigner(KEYS.getPrivate(), Forge.CLOCK, Duration.ofMinutes(11)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DelegationTokenSigner(KEYS.getPrivate(), Forge.CLOCK, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DelegationTokenSigner(Forge.keys("RSA").getPrivate(), Forge.CLOCK))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DelegationTokenVerifier(Forge.keys("Ed448").getPublic(), Forge.CLOCK))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "aud", "sub", "exp", "iat", "jti", "merchant_id"})
    void every_claim_has_to_be_there(String claim) {
        assertThat(verifyChanged(claims -> claims.unsetClaim(claim))).isEqualTo(RefusalReason.CLAIM_MISSING);
    }

    @Test
    void the_merchant_is_one_valid_id_as_a_string() {
        for (Object wrong : List.of(List.of("m1"), List.of("m1", "m2"), 7, true, "", "m 1", "*", "x".repeat(65))) {
            assertThat(verifyChanged(claims -> claims.setClaim("merchant_id", wrong)))
                    .isEqualTo(RefusalReason.CLAIM_INVALID);
        }
    }

    @Test
    void issuer_audience_and_times_are_checked() {
        assertThat(verifyChanged(claims -> claims.setIssuer("tillview"))).isEqualTo(RefusalReason.WRONG_ISSUER);
        assertThat(verifyChanged(claims -> claims.setAudience("tillview"))).isEqualTo(RefusalReason.WRONG_AUDIENCE);
        assertThat(verifyChanged(claims -> claims.setIssuedAt(Forge.at(60)))).isEqualTo(RefusalReason.NOT_YET_VALID);
        assertThat(verifyChanged(claims -> claims.setExpirationTime(Forge.at(631))))
                .isEqualTo(RefusalReason.LIVES_TOO_LONG);
        assertThat(verifyChanged(claims -> claims.setJwtId(" "))).isEqualTo(RefusalReason.CLAIM_INVALID);
        assertThat(verifyChanged(claims -> claims.setSubject("a\u0000b"))).isEqualTo(RefusalReason.CLAIM_INVALID);
    }

    @Test
    void another_type_of_token_is_refused_even_with_the_right_claims() {
        String untyped = Forge.sign(Forge.delegationClaims(), "EdDSA", KEYS.getPrivate());

        assertThat(verifier.verify(untyped)).isEqualTo(new Refused(RefusalReason.WRONG_TYPE));
    }

    @Test
    void an_access_token_is_refused_even_with_the_right_key() {
        AccessTokenSigner sameKey = new AccessTokenSigner(KEYS.getPrivate(), Forge.CLOCK);

        assertThat(verifier.verify(sameKey.signForMerchant(new MerchantId("m1"), Duration.ofMinutes(5))))
                .isInstanceOf(Refused.class);
    }

    @Test
    void only_ed25519_signs() {
        KeyPair ec = Forge.keys("EC", new ECGenParameterSpec("secp256r1"));

        assertThat(verifier.verify(Forge.sign(Forge.delegationClaims(), "ES256", ec.getPrivate())))
                .isEqualTo(new Refused(RefusalReason.ALGORITHM_NOT_ACCEPTED));
        assertThat(verifier.verify("x".repeat(DelegationTokenVerifier.MAX_LENGTH + 1)))
                .isEqualTo(new Refused(RefusalReason.TOO_LONG));
    }

    private RefusalReason verifyChanged(Consumer<JwtClaims> change) {
        JwtClaims claims = Forge.delegationClaims();
        change.accept(claims);
        String token = Forge.sign(
                claims.toJson(),
                "EdDSA",
                KEYS.getPrivate(),
                headers -> headers.setHeader("typ", DelegationTokenSigner.TYPE));
        return ((Refused) verifier.verify(token)).reason();
    }
}
