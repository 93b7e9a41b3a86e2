package io.tillview.tenancy.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.OneMerchant;
import io.tillview.tenancy.token.TokenVerification.Refused;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an attacker may try against access tokens; {@link DelegationTokenTest} has the other kind. */
class TokenAttacksTest {
    private static final KeyPair KEYS = Forge.keys("Ed25519");
    private static final KeyPair STRANGER = Forge.keys("Ed25519");

    private final AccessTokenVerifier verifier =
            new AccessTokenVerifier("tillview", "tillview", VerificationKeys.of(KEYS.getPublic()), Forge.CLOCK);

    private RefusalReason refusal(String token) {
        TokenVerification verification = verifier.verify(token);
        assertThat(verification).isInstanceOf(Refused.class);
        if (token.length() > 20) {
            assertThat(verification.toString()).doesNotContain(token.substring(0, 20));
        }
        return ((Refused) verification).reason();
    }

    @Test
    void an_unsigned_token() {
        String token = Forge.sign(Forge.accessClaims(), "none", null);

        assertThat(refusal(token)).isEqualTo(RefusalReason.ALGORITHM_NOT_ACCEPTED);
        assertThat(refusal(part("{\"alg\":\"None\"}") + token.substring(token.indexOf('.'))))
                .isEqualTo(RefusalReason.ALGORITHM_NOT_ACCEPTED);
    }

    @Test
    void the_public_key_taken_for_a_shared_secret() {
        HmacKey publicKeyAsSecret = new HmacKey(KEYS.getPublic().getEncoded());

        assertThat(refusal(Forge.sign(Forge.accessClaims(), "HS256", publicKeyAsSecret)))
                .isEqualTo(RefusalReason.ALGORITHM_NOT_ACCEPTED);
    }

    @Test
    void a_stranger_s_signature() {
        assertThat(refusal(Forge.sign(Forge.accessClaims(), "EdDSA", STRANGER.getPrivate())))
                .isEqualTo(RefusalReason.SIGNATURE_INVALID);
    }

    @Test
    void a_stranger_s_key_sent_along_in_the_header() throws JoseException {
        PublicJsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(STRANGER.getPublic());

        String token = Forge.sign(
                Forge.accessClaims().toJson(), "EdDSA", STRANGER.getPrivate(), headers -> headers.setJwkHeader(key));

        assertThat(refusal(token)).isEqualTo(RefusalReason.SIGNATURE_INVALID);
    }

    @Test
    void a_critical_header_nobody_knows() {
        String token = Forge.sign(Forge.accessClaims().toJson(), "EdDSA", KEYS.getPrivate(), headers -> {
            headers.setHeader("crit", List.of("merchant"));
            headers.setHeader("merchant", "m2");
        });

        assertThat(verifier.verify(token)).isInstanceOf(Refused.class);
    }

    @Test
    void a_payload_changed_after_signing() {
        String token = Forge.sign(Forge.accessClaims(), "EdDSA", KEYS.getPrivate());
        String[] parts = token.split("\\.", -1);
        String payload = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8);

        String changed = parts[0] + "." + part(payload.replace("\"m1\"", "\"m2\"")) + "." + parts[2];

        assertThat(refusal(changed)).isEqualTo(RefusalReason.SIGNATURE_INVALID);
    }

    @Test
    void a_signature_cut_off() {
        String token = Forge.sign(Forge.accessClaims(), "EdDSA", KEYS.getPrivate());

        assertThat(refusal(token.substring(0, token.lastIndexOf('.') + 1))).isEqualTo(RefusalReason.SIGNATURE_INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "=", "\n", "%20", "\u0000", "é"})
    void a_token_with_something_more(String more) {
        String token = Forge.sign(Forge.accessClaims(), "EdDSA", KEYS.getPrivate());

        assertThat(refusal(token + more)).isEqualTo(RefusalReason.MALFORMED);
        assertThat(refusal(more + token)).isEqualTo(RefusalReason.MALFORMED);
    }

    @Test
    void a_claim_said_twice() {
        String payload = Forge.accessClaims().toJson().replaceFirst("\\{", "{\"merchant_id\":\"m2\",");

        assertThat(refusal(Forge.sign(payload, "EdDSA", KEYS.getPrivate(), headers -> {})))
                .isEqualTo(RefusalReason.MALFORMED);
    }

    @Test
    void somebody_else_s_issuer_or_audience() {
        JwtClaims issuer = Forge.accessClaims();
        issuer.setIssuer("Tillview");
        JwtClaims audience = Forge.accessClaims();
        audience.setAudience("tillview-staging", "druid");

        assertThat(refusal(Forge.sign(issuer, "EdDSA", KEYS.getPrivate()))).isEqualTo(RefusalReason.WRONG_ISSUER);
        assertThat(refusal(Forge.sign(audience, "EdDSA", KEYS.getPrivate()))).isEqualTo(RefusalReason.WRONG_AUDIENCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "aud", "sub", "exp"})
    void a_claim_left_out(String claim) {
        JwtClaims claims = Forge.accessClaims();
        claims.unsetClaim(claim);

        assertThat(refusal(Forge.sign(claims, "EdDSA", KEYS.getPrivate()))).isEqualTo(RefusalReason.CLAIM_MISSING);
    }

    @Test
    void a_delegation_token() {
        DelegationTokenSigner sameKey = new DelegationTokenSigner(KEYS.getPrivate(), Forge.CLOCK);

        assertThat(refusal(sameKey.sign("somebody", new OneMerchant(new MerchantId("m1")))))
                .isEqualTo(RefusalReason.WRONG_ISSUER);
    }

    @Test
    void a_huge_token() {
        JwtClaims claims = Forge.accessClaims();
        claims.setStringClaim("filler", "x".repeat(AccessTokenVerifier.MAX_LENGTH));

        assertThat(refusal(Forge.sign(claims, "EdDSA", KEYS.getPrivate()))).isEqualTo(RefusalReason.TOO_LONG);
        assertThat(refusal("a.".repeat(10_000_000))).isEqualTo(RefusalReason.TOO_LONG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "a.b.c",
                "a.b.c.d.e",
                "eyJhbGciOiJFZERTQSJ9..",
                "Bearer x",
                "\u0000.\u0000.\u0000",
                "eyJhbGciOiJFZERTQSJ9.W10.AAAA",
                "eyJhbGciOlsiRWREU0EiXX0.e30.AAAA",
                "bnVsbA.bnVsbA.AAAA"
            })
    void no_token_at_all(String text) {
        assertThat(verifier.verify(text)).isInstanceOf(Refused.class);
    }

    @Test
    void a_token_inside_a_token() {
        String inner = Forge.sign(Forge.accessClaims(), "EdDSA", STRANGER.getPrivate());

        String nested =
                Forge.sign(inner, "EdDSA", KEYS.getPrivate(), headers -> headers.setContentTypeHeaderValue("JWT"));

        assertThat(refusal(nested)).isEqualTo(RefusalReason.MALFORMED);
    }

    @Test
    void deeply_nested_claims() {
        String payload = "{\"a\":" + "[".repeat(5_900);

        assertThat(verifier.verify(Forge.sign(payload, "EdDSA", STRANGER.getPrivate(), headers -> {})))
                .isInstanceOf(Refused.class);
    }

    @Test
    void nothing_of_a_key_shows_in_a_signer() {
        Object[] signers = {
            new AccessTokenSigner(KEYS.getPrivate(), Forge.CLOCK),
            new DelegationTokenSigner(KEYS.getPrivate(), Forge.CLOCK, Duration.ofMinutes(1))
        };
        String encoded = Base64.getEncoder().encodeToString(KEYS.getPrivate().getEncoded());

        for (Object signer : signers) {
            assertThat(signer.toString()).doesNotContain(encoded.substring(30));
        }
    }

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
    }
}
