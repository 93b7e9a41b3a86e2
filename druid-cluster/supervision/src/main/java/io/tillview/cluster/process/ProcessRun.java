package io.tillview.cluster.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Runs a program to its end. Thread-safe. */
public final class ProcessRun {
    private ProcessRun() {}

    /**
     * Runs {@code command} and returns its exit code. When this thread is interrupted the program is killed.
     *
     * @param input what it reads on standard input
     * @param output where its standard output and error are appended
     * @throws IOException when it cannot be launched
     */
    public static int toEnd(List<String> command, String input, Path output) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
        try (var stdin = process.outputWriter()) {
            stdin.write(input);
        }
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw e;
        }
    }
}
