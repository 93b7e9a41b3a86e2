package io.tillview.query.http;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.tillview.tenancy.token.KeyFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;

/** Makes the keys that the service under test is configured with. */
public final class Installation implements QuarkusTestResourceLifecycleManager {
    /** The configuration key under which tests find the private half of the issuer's key. */
    static final String ISSUER_KEY = "test.issuer-key";

    private Path folder;

    @Override
    public Map<String, String> start() {
        try {
            folder = Files.createTempDirectory("query-service");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Path issuer = folder.resolve("access-token.key.pem");
        Path issuerPublic = folder.resolve("access-token.pub.pem");
        Path delegation = folder.resolve("delegation.key.pem");
        KeyFiles.generateEd25519(issuer, issuerPublic);
        KeyFiles.generateEd25519(delegation, folder.resolve("delegation.pub.pem"));
        return Map.of(
                "tillview.druid.brokers",
                "http://127.0.0.1:9",
                "tillview.delegation.private-key-file",
                delegation.toString(),
                "tillview.tokens.public-key-file",
                issuerPublic.toString(),
                "tillview.exports.folder",
                folder.resolve("exports").toString(),
                "tillview.exports.poll-interval",
                "PT0.01S",
                "tillview.suspensions.known-for",
                "PT5S",
                "tillview.suspensions.refresh-interval",
                "PT0.1S",
                "tillview.exports.per-merchant",
                "3",
                // So slowly that what is taken isn't back before it is looked for.
                "tillview.limits.requests-per-second",
                "1",
                ISSUER_KEY,
                issuer.toString());
    }

    @Override
    public void stop() {
        if (folder == null) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
