package io.tillview.tenancy.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillview.tenancy.AccessDecision.Allowed;
import io.tillview.tenancy.AdminCaller;
import io.tillview.tenancy.AllMerchants;
import io.tillview.tenancy.MerchantAccess;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.MerchantStanding;
import io.tillview.tenancy.OneMerchant;
import io.tillview.tenancy.token.PlatformVerification.Refused;
import io.tillview.tenancy.token.PlatformVerification.Verified;
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

class PlatformTokenTest {
    private static final KeyPair KEYS = Forge.keys("Ed25519");
    private static final AllMerchants ALL = (AllMerchants)
            ((Allowed) new MerchantAccess(merchant -> MerchantStanding.GOOD).toAllMerchants(new AdminCaller("ann")))
                    .scope();

    private final PlatformTokenSigner signer =
            new PlatformTokenSigner(KEYS.getPrivate(), Forge.CLOCK, Duration.ofMinutes(5));
    private final PlatformTokenVerifier verifier = new PlatformTokenVerifier(KEYS.getPublic(), Forge.CLOCK);

    @Test
    void names_the_admin_for_as_long_as_it_lives() {
        String token = signer.sign("ann", ALL);

        assertThat(verifier.verify(token)).isEqualTo(new Verified("ann"));
        assertThat(verifierAt(329).verify(token)).isEqualTo(new Verified("ann"));
        assertThat(verifierAt(331).verify(token)).isEqualTo(new Refused(RefusalReason.EXPIRED));
    }

    @Test
    void passes_for_no_other_kind_of_token_and_no_other_kind_passes_for_it() {
        String platform = signer.sign("ann", ALL);
        String delegation = new DelegationTokenSigner(KEYS.getPrivate(), Forge.CLOCK)
                .sign("ann", new OneMerchant(new MerchantId("m1")));
        AccessTokenSigner access = new AccessTokenSigner(KEYS.getPrivate(), Forge.CLOCK);

        assertThat(new DelegationTokenVerifier(KEYS.getPublic(), Forge.CLOCK).verify(platform))
                .isInstanceOf(DelegationVerification.Refused.class);
        assertThat(new StatusTokenVerifier(KEYS.getPublic(), Forge.CLOCK).verify(platform))
                .isInstanceOf(StatusVerification.Refused.class);
        assertThat(new AccessTokenVerifier("tillview", "tillview", VerificationKeys.of(KEYS.getPublic()), Forge.CLOCK)
                        .verify(platform))
                .isInstanceOf(TokenVerification.Refused.class);
        for (String other : List.of(
                delegation,
                new StatusTokenSigner(KEYS.getPrivate(), Forge.CLOCK).sign(),
                access.signForAdmin(Duration.ofMinutes(1)))) {
            assertThat(verifier.verify(other)).isInstanceOf(Refused.class);
        }
    }

    @Test
    void only_the_one_key_signs_it_and_only_for_an_admin() {
        String forged = new PlatformTokenSigner(Forge.keys("Ed25519").getPrivate(), Forge.CLOCK, Duration.ofMinutes(5))
                .sign("ann", ALL);

        assertThat(verifier.verify(forged)).isEqualTo(new Refused(RefusalReason.SIGNATURE_INVALID));
        assertThatThrownBy(() -> signer.sign("ann", null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> signer.sign("", ALL)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PlatformTokenSigner(KEYS.getPrivate(), Forge.CLOCK, Duration.ofMinutes(11)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PlatformTokenVerifier(Forge.keys("Ed448").getPublic(), Forge.CLOCK))
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
        assertThat(verifyChanged(claims -> {})).isEqualTo(new Verified("ann"));
        assertThat(verifyChanged(claims -> claims.setIssuer("tillview")))
                .isEqualTo(new Refused(RefusalReason.WRONG_ISSUER));
        assertThat(verifyChanged(claims -> claims.setAudience("druid")))
                .isEqualTo(new Refused(RefusalReason.WRONG_AUDIENCE));
        assertThat(verifyChanged(claims -> claims.setExpirationTime(Forge.at(3_600))))
                .isEqualTo(new Refused(RefusalReason.LIVES_TOO_LONG));
        assertThat(verifyChanged(claims -> claims.setStringClaim("merchant_id", "m1")))
                .isEqualTo(new Refused(RefusalReason.CLAIM_INVALID));
        assertThat(verifyChanged(claims -> claims.setJwtId(" "))).isEqualTo(new Refused(RefusalReason.CLAIM_INVALID));
    }

    private PlatformTokenVerifier verifierAt(int seconds) {
        return new PlatformTokenVerifier(KEYS.getPublic(), InstantSource.fixed(Forge.NOW.plusSeconds(seconds)));
    }

    private PlatformVerification verifyChanged(Consumer<JwtClaims> change) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer("tillview-query-service");
        claims.setAudience("druid-platform");
        claims.setSubject("ann");
        claims.setIssuedAt(NumericDate.fromSeconds(Forge.NOW.getEpochSecond()));
        claims.setExpirationTime(Forge.at(60));
        claims.setJwtId("id");
        change.accept(claims);
        return verifier.verify(Forge.sign(
                claims.toJson(),
                "EdDSA",
                KEYS.getPrivate(),
                headers -> headers.setHeader("typ", "tillview-platform+jwt")));
    }
}
