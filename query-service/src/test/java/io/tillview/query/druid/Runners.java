package io.tillview.query.druid;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillview.tenancy.token.DelegationTokenSigner;
import io.tillview.tenancy.token.PlatformTokenSigner;
import io.tillview.tenancy.token.StatusTokenSigner;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Runners for tests: a query may take two seconds, four run at once, one of them over all merchants. */
public final class Runners {
    static final KeyPair KEYS = keys();

    private Runners() {}

    static AvaticaQueryRunner at(URI... brokers) {
        return at(new SimpleMeterRegistry(), brokers);
    }

    static AvaticaQueryRunner at(MeterRegistry metrics, URI... brokers) {
        return at(KEYS.getPrivate(), metrics, brokers);
    }

    /** A runner whose tokens are signed with a key that real Brokers know. */
    public static AvaticaQueryRunner at(PrivateKey key, MeterRegistry metrics, URI... brokers) {
        return new AvaticaQueryRunner(
                config(brokers),
                new DelegationTokenSigner(key, InstantSource.system()),
                new PlatformTokenSigner(key, InstantSource.system(), DelegationTokenSigner.DEFAULT_TIME_TO_LIVE),
                new StatusTokenSigner(key, InstantSource.system()),
                metrics);
    }

    static DruidConfig config(URI... brokers) {
        return new DruidConfig() {
            @Override
            public Optional<List<String>> brokers() {
                return Optional.of(Arrays.stream(brokers).map(URI::toString).toList());
            }

            @Override
            public Optional<List<String>> overlords() {
                return Optional.empty();
            }

            @Override
            public Optional<List<String>> indexers() {
                return Optional.empty();
            }

            @Override
            public Duration freshnessInterval() {
                return Duration.ofSeconds(1);
            }

            @Override
            public Duration queryTimeout() {
                return Duration.ofSeconds(2);
            }

            @Override
            public Duration connectTimeout() {
                return Duration.ofSeconds(1);
            }

            @Override
            public int maxConcurrentQueries() {
                return 4;
            }

            @Override
            public int maxConcurrentAdminQueries() {
                return 1;
            }

            @Override
            public Duration queueTimeout() {
                return Duration.ofSeconds(1);
            }

            @Override
            public int maxIdleConnections() {
                return 8;
            }
        };
    }

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
