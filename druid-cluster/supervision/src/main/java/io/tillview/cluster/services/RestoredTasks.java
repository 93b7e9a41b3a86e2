package io.tillview.cluster.services;

import io.tillview.cluster.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The tasks that an Indexer goes on with when it starts again. One that stopped in order wrote down what it had read, and goes on
 * from there. One that was killed goes on from what it had last written to disk; and Druid 33 writes the record that made it do so, but not
 * that it was read. That record would be read, and counted, twice. So the tasks of an Indexer that was killed are forgotten: the
 * Overlord has others read again, from what is published.
 */
final class RestoredTasks {
    private RestoredTasks() {}

    /**
     * Forgets them, unless the last end was in order. To be called before a launch.
     *
     * @param service the Indexer's name
     */
    static void forgetUnlessEndedInOrder(DataFolder data, String service) {
        try {
            if (!Files.deleteIfExists(data.orderlyEnd(service))) {
                Files.deleteIfExists(restored(data));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "What the Indexer did when it ended can't be looked at: " + e.getMessage(), e);
        }
    }

    /** Where an Indexer writes down which tasks it runs. */
    static Path restored(DataFolder data) {
        return data.root().resolve("druid/tasks/restore.json");
    }
}
