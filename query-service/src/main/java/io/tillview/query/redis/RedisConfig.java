package io.tillview.query.redis;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.tillview.tenancy.token.Secret;
import io.tillview.tenancy.token.UnusableFileException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The Redis that replicas share answers in. None is needed. */
@ConfigMapping(prefix = "tillview.cache.redis")
public interface RedisConfig {

    /** Where it is: {@code redis://host:port}, or {@code rediss://host:port} for TLS; nothing is shared without. */
    Optional<URI> address();

    /** A file with its password that only its owner can read; a Redis without password needs none. */
    Optional<String> passwordFile();

    /** How long a question waits for it. What it hasn't said by then is asked of Druid. */
    @WithDefault("PT0.02S")
    Duration patience();

    /** How long it keeps what nobody writes again. */
    @WithDefault("P1D")
    Duration keptFor();

    /**
     * Its password, if it has one.
     *
     * @throws io.tillview.tenancy.token.UnusableFileException if the file can't be used
     */
    default Optional<String> password() {
        return passwordFile().map(file -> Secret.readFrom(Path.of(file)).reveal());
    }

    /** What is wrong with it, one line each with its remedy; empty if nothing is. */
    default List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (address().filter(uri -> !isAddress(uri)).isPresent()) {
            // It isn't shown: it may hold a password.
            faults.add("tillview.cache.redis.address is not scheme, host and port, as redis://127.0.0.1:6379 is;"
                    + " a password belongs in tillview.cache.redis.password-file.");
        }
        if (patience().toMillis() < 1) {
            faults.add("tillview.cache.redis.patience has to be a millisecond or longer, PT0.02S for one.");
        }
        if (keptFor().toMillis() < 1) {
            faults.add("tillview.cache.redis.kept-for has to be a millisecond or longer, P1D for one.");
        }
        try {
            password();
        } catch (UnusableFileException e) {
            faults.add("tillview.cache.redis.password-file: " + e.getMessage());
        }
        return faults;
    }

    private static boolean isAddress(URI uri) {
        boolean known = "redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme());
        return known && uri.getHost() != null && uri.getPort() > 0 && uri.getUserInfo() == null;
    }
}
