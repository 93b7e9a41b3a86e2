package io.tillview.cluster.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Against the exchange that RFC 7677 has as its example. */
class ScramVerifierTest {
    private static final String SALT = "W22ZaJ0SNY7soEsUEjb6gQ==";
    private static final String NONCE = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    private static final String AUTH_MESSAGE =
            "n=user,r=rOprNGfwEbeRWgbNEkqO,r=" + NONCE + ",s=" + SALT + ",i=4096,c=biws,r=" + NONCE;
    private static final String SERVER_SIGNATURE = "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

    @Test
    void the_server_key_signs_what_the_standard_says() throws Exception {
        String verifier = ScramVerifier.of("pencil", Base64.getDecoder().decode(SALT));

        assertThat(verifier).startsWith("SCRAM-SHA-256$4096:" + SALT + "$").doesNotContain("pencil");
        byte[] serverKey = Base64.getDecoder().decode(verifier.substring(verifier.lastIndexOf(':') + 1));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(serverKey, "HmacSHA256"));
        assertThat(Base64.getEncoder().encodeToString(mac.doFinal(AUTH_MESSAGE.getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(SERVER_SIGNATURE);
    }
}
