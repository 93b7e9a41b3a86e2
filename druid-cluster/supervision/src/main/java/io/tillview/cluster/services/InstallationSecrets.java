package io.tillview.cluster.services;

import io.tillview.cluster.DataFolder;
import io.tillview.tenancy.token.KeyFiles;
import io.tillview.tenancy.token.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/**
 * The keys and passwords of one installation, made at its first start and kept in its data folder, readable by their
 * owner only.
 *
 * @param folder where the files lie
 */
public record InstallationSecrets(Path folder) {
    private static final List<String> KEY_PAIRS = List.of("access-token", "delegation");
    private static final List<String> PASSWORDS = List.of(
            "druid-internal",
            "admin-password",
            "postgres-password",
            "directory-password",
            "kafka-admin",
            "kafka-druid",
            "kafka-publisher",
            "kafka-query-service");
    private static final int PASSWORD_BYTES = 24;

    /** The secrets of {@code data}; those that are missing are made. */
    public static InstallationSecrets ensure(DataFolder data) {
        var secrets = new InstallationSecrets(data.secrets());
        try {
            for (String name : KEY_PAIRS) {
                Path key = secrets.privateKey(name);
                Path pub = secrets.publicKey(name);
                if (!Files.exists(key) || !Files.exists(pub)) {
                    Files.deleteIfExists(key);
                    Files.deleteIfExists(pub);
                    KeyFiles.generateEd25519(key, pub);
                }
            }
            for (String name : PASSWORDS) {
                if (!Files.exists(secrets.file(name))) {
                    secrets.write(name, randomPassword());
                }
            }
            return secrets;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The private half of a key pair. */
    public Path privateKey(String name) {
        return file(name + ".key.pem");
    }

    /** The public half of a key pair. */
    public Path publicKey(String name) {
        return file(name + ".pub.pem");
    }

    /** The file of a password. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    /** A password. */
    public Secret password(String name) {
        return Secret.readFrom(file(name));
    }

    private void write(String name, String text) throws IOException {
        Path fresh = file(name + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, text + "\n");
        Files.move(fresh, file(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String randomPassword() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
