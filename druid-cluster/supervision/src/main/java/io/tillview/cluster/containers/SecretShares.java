package io.tillview.cluster.containers;

import io.tillview.cluster.ClusterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which containers hold which secrets: a folder for each kind of service, with copies of what it needs. */
final class SecretShares {
    private static final Map<String, List<String>> SHARES = new TreeMap<>(Map.of(
            "kafka", List.of("kafka-admin", "kafka-druid", "kafka-publisher", "kafka-query-service"),
            "postgresql", List.of("postgres-password", "directory-password"),
            "druid",
                    List.of(
                            "delegation.pub.pem",
                            "admin-password",
                            "druid-internal",
                            "postgres-password",
                            "kafka-druid"),
            "query-service",
                    List.of("delegation.key.pem", "access-token.pub.pem", "kafka-query-service", "directory-password"),
            "publisher", List.of("kafka-publisher")));

    private SecretShares() {}

    /**
     * Copies what is missing or differs, each file whole or not at all, readable by its owner only.
     *
     * @param secrets the folder with all of them
     * @param shares the folder with one folder for each kind of service
     * @throws ClusterException when one of these folders is missing: the secrets would stay in this container
     */
    static void write(Path secrets, Path shares) {
        SHARES.forEach((share, names) -> {
            Path folder = shares.resolve(share);
            if (!Files.isDirectory(folder)) {
                throw new ClusterException(folder + " is missing: mount the volume with the secrets of " + share);
            }
            names.forEach(name -> copy(secrets.resolve(name), folder.resolve(name)));
        });
    }

    private static void copy(Path secret, Path target) {
        try {
            byte[] bytes = Files.readAllBytes(secret);
            if (Files.exists(target) && Arrays.equals(bytes, Files.readAllBytes(target))) {
                return;
            }
            Path fresh = target.resolveSibling(target.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(fresh, bytes);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
