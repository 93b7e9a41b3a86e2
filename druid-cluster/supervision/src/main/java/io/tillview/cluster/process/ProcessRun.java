package io.tillview.cluster.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs a program to its end. Thread-safe. */
public final class ProcessRun {
    private ProcessRun() {}

    /**
     * Runs {@code command} and returns its exit code. When this thread is interrupted the program is killed.
     *
     * @param record where its {@link ProcessIdentity} stands while it runs, so that it is found when this process is killed
     * @param output where its standard output and error go, replacing older ones
     * @throws IOException when it cannot be launched
     */
    public static int toEnd(List<String> command, Path record, Path output) throws IOException, InterruptedException {
        Process process = ProcessLauncher.launch(command, Map.of(), record, output);
        try {
            int exit = process.waitFor();
            Files.deleteIfExists(record);
            return exit;
        } catch (InterruptedException e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw e;
        }
    }
}
