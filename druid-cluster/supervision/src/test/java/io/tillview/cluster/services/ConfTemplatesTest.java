package io.tillview.cluster.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillview.cluster.ClusterException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfTemplatesTest {
    @TempDir
    Path folder;

    private Path shipped;
    private Path filled;

    @BeforeEach
    void folders() throws Exception {
        shipped = Files.createDirectories(folder.resolve("shipped/broker"));
        filled = folder.resolve("filled");
    }

    @Test
    void fills_in_every_name_also_where_the_value_looks_like_a_pattern() throws Exception {
        Files.writeString(shipped.resolve("runtime.properties"), "port=${port}\nhome=${home}/$1\n");

        ConfTemplates.fillIn(folder.resolve("shipped"), filled, Map.of("port", "8082", "home", "/a$b\\c"));

        assertThat(filled.resolve("broker/runtime.properties")).hasContent("port=8082\nhome=/a$b\\c/$1");
    }

    @Test
    void what_it_writes_only_its_owner_can_read() throws Exception {
        Files.writeString(shipped.resolve("server.properties"), "jaas=${jaas}");

        ConfTemplates.fillIn(folder.resolve("shipped"), filled, Map.of("jaas", "secret"));

        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(filled.resolve("broker/server.properties"))))
                .isEqualTo("rw-------");
    }

    @Test
    void leaves_the_logging_files_own_placeholders_alone() throws Exception {
        Files.writeString(shipped.resolve("log4j2.xml"), "<File name=\"${sys:tillview.log}\"/>");

        ConfTemplates.fillIn(folder.resolve("shipped"), filled, Map.of());

        assertThat(filled.resolve("broker/log4j2.xml")).hasContent("<File name=\"${sys:tillview.log}\"/>");
    }

    @Test
    void a_name_nobody_knows_is_refused_with_its_file() throws Exception {
        Files.writeString(shipped.resolve("runtime.properties"), "port=${prot}");

        assertThatThrownBy(() -> ConfTemplates.fillIn(folder.resolve("shipped"), filled, Map.of("port", "1")))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("${prot}")
                .hasMessageContaining("runtime.properties");
    }
}
