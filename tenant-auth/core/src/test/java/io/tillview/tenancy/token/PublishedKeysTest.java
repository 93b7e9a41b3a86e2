package io.tillview.tenancy.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.tillview.tenancy.token.TokenVerification.Refused;
import io.tillview.tenancy.token.TokenVerification.Undecided;
import io.tillview.tenancy.token.TokenVerification.Verified;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.KeyPair;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedKeysTest {
    private static final KeyPair KEYS = Forge.keys("Ed25519");

    private final AtomicReference<String> published = new AtomicReference<>();
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer provider;
    private AccessTokenVerifier verifier;

    @BeforeEach
    void start() throws IOException, JoseException {
        published.set(keySet(KEYS, "first"));
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/jwks", exchange -> {
            asked.incrementAndGet();
            byte[] body = published.get().getBytes(UTF_8);
            exchange.sendResponseHeaders(body.length == 0 ? 500 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        provider.start();
        verifier = new AccessTokenVerifier(
                "tillview",
                "tillview",
                VerificationKeys.fromJwks(
                        URI.create("http://127.0.0.1:" + provider.getAddress().getPort() + "/jwks")),
                Forge.CLOCK);
    }

    @AfterEach
    void stop() {
        provider.stop(0);
    }

    @Test
    void verifies_with_a_published_key_and_asks_once() {
        for (int i = 0; i < 5; i++) {
            assertThat(verifier.verify(token(KEYS, "first"))).isInstanceOf(Verified.class);
        }

        assertThat(asked).hasValue(1);
    }

    @Test
    void unknown_keys_and_algorithms_can_not_make_it_ask_again_and_again() {
        verifier.verify(token(KEYS, "first"));

        for (int i = 0; i < 20; i++) {
            assertThat(verifier.verify(token(Forge.keys("Ed25519"), "stray-" + i)))
                    .isEqualTo(new Refused(RefusalReason.UNKNOWN_KEY));
            verifier.verify(
                    Forge.sign(Forge.accessClaims(), "RS384", Forge.keys("RSA").getPrivate()));
        }

        assertThat(asked).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void says_it_can_not_decide_while_keys_can_not_be_read() {
        published.set("");

        for (int i = 0; i < 20; i++) {
            assertThat(verifier.verify(token(KEYS, "first"))).isInstanceOf(Undecided.class);
        }

        assertThat(asked).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void says_it_can_not_decide_when_what_is_published_is_not_a_key_set() {
        published.set("<html>");

        assertThat(verifier.verify(token(KEYS, "first"))).isInstanceOf(Undecided.class);
    }

    @Test
    void a_published_symmetric_key_verifies_nothing() {
        published.set("{\"keys\":[{\"kty\":\"oct\",\"kid\":\"first\",\"k\":\"AyM1SysPpbyDfgZld3umj1qzKObwVMko\"}]}");

        assertThat(verifier.verify(token(KEYS, "first"))).isEqualTo(new Refused(RefusalReason.UNKNOWN_KEY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/jwks",
                "http://127.0.0.1.example.com/",
                "http://localhost@example.com/",
                "http://user@localhost/",
                "file:///etc/keys",
                "ftp://localhost/keys",
                "jwks",
                "https:keys"
            })
    void takes_only_https_or_loopback(String address) {
        assertThatThrownBy(() -> VerificationKeys.fromJwks(URI.create(address)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://id.example.com/jwks", "http://localhost:1/", "http://[::1]:1/", "HTTPS://x.example/"})
    void takes_https_and_loopback(String address) {
        assertThat(VerificationKeys.fromJwks(URI.create(address))).isNotNull();
    }

    private static String token(KeyPair keys, String keyId) {
        return Forge.sign(
                Forge.accessClaims().toJson(),
                "EdDSA",
                keys.getPrivate(),
                headers -> headers.setKeyIdHeaderValue(keyId));
    }

    private static String keySet(KeyPair keys, String keyId) throws JoseException {
        PublicJsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(keys.getPublic());
        key.setKeyId(keyId);
        return new JsonWebKeySet(key).toJson();
    }
}
