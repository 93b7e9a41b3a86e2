package io.tillview.query.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.tillview.tenancy.token.AccessTokenVerifier;
import io.tillview.tenancy.token.VerificationKeys;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** Whose access tokens are taken. */
@ConfigMapping(prefix = "tillview.tokens")
public interface TokensConfig {

    /** The issuer a token has to name. */
    @WithDefault("tillview")
    String issuer();

    /** The audience a token has to name. */
    @WithDefault("tillview")
    String audience();

    /** A PEM file with the issuer's public key or keys. Either this or {@link #jwksUri()}. */
    Optional<String> publicKeyFile();

    /** The address of the issuer's JSON Web Key Set; https, or http to this machine. */
    Optional<String> jwksUri();

    /** Whether exactly one place is named that keys come from. */
    default boolean namesOnePlaceOfKeys() {
        return publicKeyFile().isPresent() != jwksUri().isPresent();
    }

    /**
     * The verifier.
     *
     * @throws io.tillview.tenancy.token.UnusableFileException if the file can't be used
     * @throws IllegalArgumentException if something else can't
     */
    default AccessTokenVerifier verifier(InstantSource clock) {
        VerificationKeys keys = publicKeyFile().isPresent()
                ? VerificationKeys.fromPemFile(Path.of(publicKeyFile().get()))
                : VerificationKeys.fromJwks(URI.create(jwksUri().orElseThrow()));
        return new AccessTokenVerifier(issuer(), audience(), keys, clock);
    }
}
