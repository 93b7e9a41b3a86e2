package io.tillview.query.druid;

import static io.tillview.tenancy.token.DelegationTokenSigner.MAX_TIME_TO_LIVE;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.tillview.query.paging.PageTokens;
import io.tillview.tenancy.token.DelegationTokenSigner;
import io.tillview.tenancy.token.KeyFiles;
import io.tillview.tenancy.token.PlatformTokenSigner;
import io.tillview.tenancy.token.StatusTokenSigner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** How we prove to Druid on whose behalf we ask. */
@ConfigMapping(prefix = "tillview.delegation")
public interface DelegationConfig {
    /** Shorter, and connections would hardly be used twice. */
    Duration MIN_TIME_TO_LIVE = Duration.ofSeconds(10);

    /** The private half of the delegation key, a PEM file that only its owner can read. */
    Optional<String> privateKeyFile();

    /** How long a token lives. Connections are used again for half as long. */
    @WithDefault("PT5M")
    Duration timeToLive();

    /** Whether {@link #timeToLive()} is within its bounds. */
    default boolean isTimeToLiveBounded() {
        return timeToLive().compareTo(MIN_TIME_TO_LIVE) >= 0 && timeToLive().compareTo(MAX_TIME_TO_LIVE) <= 0;
    }

    /**
     * The signer.
     *
     * @throws io.tillview.tenancy.token.UnusableFileException if the file can't be used
     * @throws IllegalArgumentException if the key or the time to live can't be used
     */
    default DelegationTokenSigner signer(InstantSource clock) {
        return new DelegationTokenSigner(
                KeyFiles.readPrivateKey(Path.of(privateKeyFile().orElseThrow())), clock, timeToLive());
    }

    /**
     * The signer of what we show when we ask on an admin's behalf; the same key, and its tokens live as long.
     *
     * @throws io.tillview.tenancy.token.UnusableFileException if the file can't be used
     * @throws IllegalArgumentException if the key or the time to live can't be used
     */
    default PlatformTokenSigner platformSigner(InstantSource clock) {
        return new PlatformTokenSigner(
                KeyFiles.readPrivateKey(Path.of(privateKeyFile().orElseThrow())), clock, timeToLive());
    }

    /**
     * The signer of what we show when we ask on our own behalf; the same key.
     *
     * @throws io.tillview.tenancy.token.UnusableFileException if the file can't be used
     * @throws IllegalArgumentException if the key can't be used
     */
    default StatusTokenSigner statusSigner(InstantSource clock) {
        return new StatusTokenSigner(
                KeyFiles.readPrivateKey(Path.of(privateKeyFile().orElseThrow())), clock);
    }

    /**
     * The key that page tokens are signed with. Derived from the same key, which every replica has, so that any of them can
     * answer the next page, and nothing more has to be kept secret; what is derived tells nothing of it.
     *
     * @throws io.tillview.tenancy.token.UnusableFileException if the file can't be used
     */
    default SecretKey pageTokenKey() {
        return derivedKey("tillview page tokens 1");
    }

    /**
     * The key that answers are signed with which replicas share. Derived likewise.
     *
     * @throws io.tillview.tenancy.token.UnusableFileException if the file can't be used
     */
    default SecretKey sharedAnswersKey() {
        return derivedKey("tillview shared answers 1");
    }

    /** A key of its own for each purpose. */
    private SecretKey derivedKey(String purpose) {
        byte[] secret =
                KeyFiles.readPrivateKey(Path.of(privateKeyFile().orElseThrow())).getEncoded();
        try {
            Mac derivation = Mac.getInstance(PageTokens.ALGORITHM);
            derivation.init(new SecretKeySpec(secret, PageTokens.ALGORITHM));
            byte[] derived = derivation.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
            return new SecretKeySpec(derived, PageTokens.ALGORITHM);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + PageTokens.ALGORITHM + ".", e);
        }
    }
}
