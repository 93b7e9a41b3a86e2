package io.tillview.query.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.tillview.query.directory.DirectoryConfig;
import io.tillview.query.exports.ExportsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportsAssemblyTest {
    @TempDir
    Path folder;

    private final Map<String, String> configured = new HashMap<>();

    @BeforeEach
    void configure() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), "a-password-nobody-guesses\n");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        configured.put("tillview.directory.address", "127.0.0.1:5432");
        configured.put("tillview.directory.password-file", password.toString());
        configured.put("tillview.exports.folder", folder.resolve("exports").toString());
    }

    @Test
    void takes_a_configuration_that_works_and_none_at_all() {
        assertThat(faults()).isEmpty();

        configured.clear();
        assertThat(faults()).isEmpty();
    }

    @Test
    void names_what_is_missing() {
        configured.remove("tillview.directory.password-file");
        configured.remove("tillview.exports.folder");

        assertThat(faults())
                .hasSize(2)
                .anyMatch(fault -> fault.startsWith("tillview.directory.password-file is missing"))
                .anyMatch(fault -> fault.startsWith("tillview.exports.folder is missing"));
    }

    @Test
    void refuses_what_is_no_address_and_no_bound() {
        configured.put("tillview.directory.address", "jdbc:postgresql://a/b?password=x");
        configured.put("tillview.exports.running-at-once", "0");
        configured.put("tillview.exports.max-bytes", "0");
        configured.put("tillview.exports.lease", "PT1S");
        configured.put("tillview.exports.poll-interval", "PT0S");

        assertThat(faults()).hasSize(5).allMatch(fault -> fault.startsWith("tillview."));
    }

    @Test
    void refuses_a_password_that_others_can_read() throws IOException {
        Files.setPosixFilePermissions(folder.resolve("password"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(faults())
                .singleElement()
                .asString()
                .startsWith("tillview.directory.password-file")
                .doesNotContain("nobody-guesses");
    }

    private List<String> faults() {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(DirectoryConfig.class)
                .withMapping(ExportsConfig.class)
                .withDefaultValues(configured)
                .build();
        return ExportsAssembly.faults(
                config.getConfigMapping(DirectoryConfig.class), config.getConfigMapping(ExportsConfig.class));
    }
}
