package io.tillview.cluster.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.cluster.DataFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationSecretsTest {
    @TempDir
    Path folder;

    @Test
    void the_first_start_makes_secrets_that_only_their_owner_can_read() throws Exception {
        InstallationSecrets secrets = InstallationSecrets.ensure(data());

        try (var files = Files.list(secrets.folder())) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(12);
            assertThat(all)
                    .filteredOn(file -> !file.toString().endsWith(".pub.pem"))
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets.folder())))
                .isEqualTo("rwx------");
    }

    @Test
    void no_two_passwords_are_alike_and_none_shows_when_printed() {
        InstallationSecrets secrets = InstallationSecrets.ensure(data());
        List<String> names = List.of("druid-internal", "admin-password", "postgres-password", "kafka-admin");

        List<String> revealed =
                names.stream().map(name -> secrets.password(name).reveal()).toList();

        assertThat(new HashSet<>(revealed)).hasSize(names.size());
        assertThat(secrets + " " + secrets.password("admin-password")).doesNotContain(revealed);
    }

    @Test
    void later_starts_keep_them_and_make_what_is_missing() throws Exception {
        InstallationSecrets first = InstallationSecrets.ensure(data());
        String password = first.password("admin-password").reveal();
        byte[] key = Files.readAllBytes(first.privateKey("delegation"));
        Files.delete(first.file("kafka-publisher"));

        InstallationSecrets second = InstallationSecrets.ensure(data());

        assertThat(second.password("admin-password").reveal()).isEqualTo(password);
        assertThat(Files.readAllBytes(second.privateKey("delegation"))).isEqualTo(key);
        assertThat(second.file("kafka-publisher")).exists();
    }

    private DataFolder data() {
        return new DataFolder(folder.resolve("data")).prepare();
    }
}
