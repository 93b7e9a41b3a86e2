package io.tillview.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path folder;

    @Test
    void a_missing_an_empty_and_a_prepared_folder_are_ours() {
        assertThat(new DataFolder(folder.resolve("missing")).isOursOrEmpty()).isTrue();
        assertThat(new DataFolder(folder).isOursOrEmpty()).isTrue();
        assertThat(new DataFolder(folder).prepare().isOursOrEmpty()).isTrue();
    }

    @Test
    void a_folder_with_something_else_in_it_is_not_ours() throws Exception {
        Files.createDirectories(folder.resolve("tmp/precious"));

        assertThat(new DataFolder(folder).isOursOrEmpty()).isFalse();
    }

    @Test
    void what_is_made_is_its_owners_alone() throws Exception {
        DataFolder data = new DataFolder(folder.resolve("a/b")).prepare();

        for (Path made : new Path[] {data.root(), data.secrets(), data.run(), data.conf(), data.log()}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                    .isEqualTo("rwx------");
        }
    }
}
