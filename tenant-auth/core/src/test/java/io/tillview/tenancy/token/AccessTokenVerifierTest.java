package io.tillview.tenancy.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.tenancy.MerchantCaller;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.token.TokenVerification.Refused;
import io.tillview.tenancy.token.TokenVerification.Undecided;
import io.tillview.tenancy.token.TokenVerification.Verified;
import java.security.KeyPair;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTokenVerifierTest {
    private static final KeyPair ED25519 = Forge.keys("Ed25519");
    private static final KeyPair RSA = Forge.keys("RSA");
    private static final KeyPair EC = Forge.keys("EC", new ECGenParameterSpec("secp256r1"));

    private final AccessTokenVerifier verifier =
            verifier(VerificationKeys.of(ED25519.getPublic(), RSA.getPublic(), EC.getPublic()), Forge.CLOCK);

    private static AccessTokenVerifier verifier(VerificationKeys keys, InstantSource clock) {
        return new AccessTokenVerifier("tillview", "tillview", keys, clock);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "access-claims.csv", delimiter = '|', numLinesToSkip = 2, quoteCharacter = '`')
    void reads_callers_as_the_matrix_says(String claims, String outcome) throws InvalidJwtException {
        JwtClaims given = Forge.accessClaims();
        given.unsetClaim("merchant_id");
        given.unsetClaim("scope");
        JwtClaims.parse(claims).getClaimsMap().forEach(given::setClaim);

        String token = Forge.sign(given, "EdDSA", ED25519.getPrivate());

        assertThat(text(verifier.verify(token))).isEqualTo(outcome);
    }

    @Test
    void takes_every_listed_algorithm() {
        JwtClaims claims = Forge.accessClaims();

        assertThat(verifier.verify(Forge.sign(claims, "EdDSA", ED25519.getPrivate())))
                .isInstanceOf(Verified.class);
        assertThat(verifier.verify(Forge.sign(claims, "RS256", RSA.getPrivate())))
                .isInstanceOf(Verified.class);
        assertThat(verifier.verify(Forge.sign(claims, "ES256", EC.getPrivate())))
                .isInstanceOf(Verified.class);
    }

    @Test
    void takes_no_algorithm_that_is_not_listed() {
        JwtClaims claims = Forge.accessClaims();

        assertThat(text(verifier.verify(Forge.sign(claims, "RS512", RSA.getPrivate()))))
                .isEqualTo("ALGORITHM_NOT_ACCEPTED");
        assertThat(text(verifier.verify(Forge.sign(claims, "PS256", RSA.getPrivate()))))
                .isEqualTo("ALGORITHM_NOT_ACCEPTED");
    }

    @Test
    void takes_no_rsa_key_shorter_than_2048_bits() {
        KeyPair weak = Forge.keys("RSA", new RSAKeyGenParameterSpec(1024, RSAKeyGenParameterSpec.F4));
        AccessTokenVerifier trusting = verifier(VerificationKeys.of(weak.getPublic()), Forge.CLOCK);

        assertThat(trusting.verify(Forge.sign(Forge.accessClaims(), "RS256", weak.getPrivate())))
                .isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @CsvSource({
        "-31, 0, 0, EXPIRED",
        "-30, 0, 0, EXPIRED",
        "-29, 0, 0, ok",
        "300, 0, 0, ok",
        "300, 31, 0, NOT_YET_VALID",
        "300, 30, 0, ok",
        "300, -9999, 0, ok",
        "300, 0, 31, NOT_YET_VALID",
        "300, 0, 30, ok",
        "300, 0, -9999999, ok",
        "31536000, 0, 0, ok"
    })
    void lets_clocks_differ_by_30_seconds(long expiry, long notBefore, long issuedAt, String outcome) {
        JwtClaims claims = Forge.accessClaims();
        claims.setExpirationTime(Forge.at(expiry));
        claims.setNotBefore(Forge.at(Math.min(notBefore, expiry)));
        claims.setIssuedAt(Forge.at(Math.min(issuedAt, expiry)));

        TokenVerification verification = verifier.verify(Forge.sign(claims, "EdDSA", ED25519.getPrivate()));

        assertThat(text(verification).replaceFirst("merchant .*", "ok")).isEqualTo(outcome);
    }

    @Test
    void verifies_what_tillview_signed_itself() {
        AccessTokenSigner signer = new AccessTokenSigner(ED25519.getPrivate(), Forge.CLOCK);

        String merchant = signer.signForMerchant(new MerchantId("m1"), Duration.ofHours(1));
        String admin = signer.signForAdmin(Duration.ofHours(1));

        assertThat(text(verifier.verify(merchant))).isEqualTo("merchant [m1] [query]");
        assertThat(text(verifier.verify(admin))).isEqualTo("admin");
        InstantSource later =
                InstantSource.fixed(Forge.NOW.plus(Duration.ofHours(1)).plusSeconds(31));
        assertThat(text(verifier(VerificationKeys.of(ED25519.getPublic()), later)
                        .verify(merchant)))
                .isEqualTo("EXPIRED");
    }

    private static String text(TokenVerification verification) {
        if (verification instanceof Refused refused) {
            return refused.reason().name();
        }
        if (verification instanceof Undecided) {
            return "UNDECIDED";
        }
        return ((Verified) verification).caller() instanceof MerchantCaller merchant
                ? "merchant "
                        + merchant.merchants().stream()
                                .map(MerchantId::value)
                                .collect(Collectors.toCollection(TreeSet::new))
                        + " " + new TreeSet<>(merchant.permissions())
                : "admin";
    }
}
