package io.tillview.cluster.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.cluster.DataFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoredTasksTest {
    @TempDir
    private Path folder;

    private DataFolder data;

    @BeforeEach
    void an_indexer_has_run() throws Exception {
        data = new DataFolder(folder);
        Files.createDirectories(data.orderlyEnd("indexer").getParent());
        Files.createDirectories(RestoredTasks.restored(data).getParent());
        Files.writeString(RestoredTasks.restored(data), "{\"runningTasks\": [\"one\"]}");
    }

    @Test
    void tasks_are_forgotten_after_any_end_but_one_in_order() {
        RestoredTasks.forgetUnlessEndedInOrder(data, "indexer");

        assertThat(RestoredTasks.restored(data)).doesNotExist();
    }

    @Test
    void an_end_in_order_counts_once() throws Exception {
        Files.createFile(data.orderlyEnd("indexer"));

        RestoredTasks.forgetUnlessEndedInOrder(data, "indexer");
        boolean kept = Files.exists(RestoredTasks.restored(data));
        RestoredTasks.forgetUnlessEndedInOrder(data, "indexer");

        assertThat(kept).isTrue();
        assertThat(RestoredTasks.restored(data)).doesNotExist();
    }

    @Test
    void there_may_be_nothing_to_forget() throws Exception {
        Files.delete(RestoredTasks.restored(data));

        RestoredTasks.forgetUnlessEndedInOrder(data, "indexer");

        assertThat(RestoredTasks.restored(data)).doesNotExist();
    }
}
