package io.tillview.tenancy.token;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;

/**
 * Where the public keys come from that tokens are verified with: fixed ones, or those an identity provider publishes.
 *
 * <p>Safe for use by many threads.
 */
public final class VerificationKeys {
    private final VerificationKeyResolver resolver;
    private final String description;

    private VerificationKeys(VerificationKeyResolver resolver, String description) {
        this.resolver = resolver;
        this.description = description;
    }

    /**
     * Fixed keys.
     *
     * @param keys at least one RSA (2048 bits or more), EC (P-256) or Ed25519 key
     * @throws IllegalArgumentException if there is no key, or one of another kind
     */
    public static VerificationKeys of(PublicKey... keys) {
        if (keys.length == 0) {
            throw new IllegalArgumentException("At least one key is needed.");
        }
        List<JsonWebKey> jwks = Arrays.stream(keys).map(VerificationKeys::jwk).toList();
        return new VerificationKeys(new FixedKeys(jwks), jwks.size() + " fixed");
    }

    /**
     * The keys of a PEM file, read once.
     *
     * @param pem one or more {@code BEGIN PUBLIC KEY} blocks
     * @throws UnusableFileException if the file can't be used
     */
    public static VerificationKeys fromPemFile(Path pem) {
        return of(KeyFiles.readPublicKeys(pem).toArray(PublicKey[]::new));
    }

    /**
     * The keys an identity provider publishes as a JSON Web Key Set. Fetched at the first use, then again when they
     * have aged or a token names an unknown key (at most once in 10 seconds); while the provider doesn't answer, the
     * last keys stay in use.
     *
     * @param jwksUri an {@code https} address; {@code http} is taken for this machine's loopback only
     * @throws IllegalArgumentException if the address is neither
     */
    public static VerificationKeys fromJwks(URI jwksUri) {
        return new VerificationKeys(
                new PublishedKeys(requireNonNull(jwksUri, "jwksUri"), InstantSource.system()), jwksUri.toString());
    }

    VerificationKeyResolver resolver() {
        return resolver;
    }

    @Override
    public String toString() {
        return "VerificationKeys[" + description + "]";
    }

    private static JsonWebKey jwk(PublicKey key) {
        try {
            return PublicJsonWebKey.Factory.newPublicJwk(key);
        } catch (JoseException e) {
            throw new IllegalArgumentException("A key is neither RSA, EC nor Ed25519.", e);
        }
    }
}
