package io.tillview.cluster.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillview.cluster.ClusterException;
import io.tillview.cluster.DataFolder;
import io.tillview.cluster.Distribution;
import io.tillview.cluster.Installation;
import io.tillview.cluster.Ports.Endpoint;
import io.tillview.cluster.services.ServiceCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretSharesTest {
    private static final List<String> FOLDERS = List.of("kafka", "postgresql", "druid", "query-service", "publisher");

    @TempDir
    private Path folder;

    private Path shares;
    private Path secrets;

    @BeforeEach
    void make_secrets() throws IOException {
        shares = Files.createDirectory(folder.resolve("shares"));
        for (String name : FOLDERS) {
            Files.createDirectory(shares.resolve(name));
        }
        DataFolder data = new DataFolder(folder.resolve("data"));
        ServiceCatalog.prepareSecrets(ContainerInstallation.of(folder, data, Installation.LOOPBACK));
        secrets = data.secrets();
    }

    @Test
    void hands_out_what_each_needs_and_no_more_readable_by_its_owner_only() throws IOException {
        SecretShares.write(secrets, shares);

        assertThat(names("publisher")).containsExactly("kafka-publisher");
        assertThat(names("druid")).doesNotContain("delegation.key.pem", "access-token.key.pem", "kafka-admin");
        for (String name : names("druid")) {
            Path copy = shares.resolve("druid").resolve(name);
            assertThat(copy).hasSameBinaryContentAs(secrets.resolve(name));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void a_second_time_replaces_what_differs_and_takes_up_a_copy_that_was_cut_off() throws IOException {
        SecretShares.write(secrets, shares);
        Path changed = shares.resolve("kafka/kafka-druid");
        Files.writeString(changed, "of another installation");
        Files.writeString(changed.resolveSibling("kafka-druid.new"), "cut o");

        SecretShares.write(secrets, shares);

        assertThat(changed).hasSameBinaryContentAs(secrets.resolve("kafka-druid"));
        assertThat(names("kafka"))
                .containsExactly("kafka-admin", "kafka-druid", "kafka-publisher", "kafka-query-service");
    }

    @Test
    void a_volume_that_is_not_mounted_is_named() throws IOException {
        Files.delete(shares.resolve("postgresql"));

        assertThatThrownBy(() -> SecretShares.write(secrets, shares))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("mount the volume with the secrets of postgresql");
    }

    @Test
    void every_container_reaches_the_others_by_their_names() {
        Installation seen = ContainerInstallation.of(folder, new DataFolder(folder.resolve("data")), "broker");

        assertThat(seen.address(Endpoint.KAFKA)).isEqualTo("kafka:9092");
        assertThat(seen.http(Endpoint.COORDINATOR)).hasToString("http://coordinator-overlord:8081");
        assertThat(seen.distribution()).isEqualTo(Distribution.ofImage(folder));
    }

    private List<String> names(String share) throws IOException {
        try (Stream<Path> files = Files.list(shares.resolve(share))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
