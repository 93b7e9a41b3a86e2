package io.tillview.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tillview.cluster.Ports;
import io.tillview.cluster.Ports.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code ./tillview} as a stranger calls it: a process, from the source tree's folder, with a data folder of its own. */
final class TillviewCommand {
    private static final Path HOME =
            Path.of(System.getProperty("tillview.home")).normalize();
    private static final long LIMIT_MINUTES = 10;

    private final Path data;
    private final Ports ports;

    TillviewCommand(Path data, Ports ports) {
        this.data = data.toAbsolutePath();
        this.ports = ports;
    }

    /** What a call printed, and its exit code. */
    record Result(int exit, String out, String err) {
        List<String> lines() {
            return Stream.concat(out.lines(), err.lines()).toList();
        }
    }

    static Path home() {
        return HOME;
    }

    /** Has the command build what changed since the last build, so that no call under test does. */
    static void build() {
        Result version = run(HOME, Map.of(), List.of("./tillview", "--version"));
        if (version.exit() != 0) {
            throw new AssertionError(version);
        }
    }

    Path data() {
        return data;
    }

    /** {@code up} with this installation's ports. */
    Result up(String... options) {
        return call(upWith(options));
    }

    /** {@code up} as a stranger has it, demo included. */
    Result upWithDemo(String... options) {
        List<String> words = new ArrayList<>(upWith(options));
        words.remove("--no-demo");
        return call(words);
    }

    /** The query-service's address. */
    String api() {
        return "http://127.0.0.1:" + ports.of(Endpoint.QUERY_SERVICE);
    }

    /** Any subcommand, about this installation. */
    Result call(String... words) {
        return call(List.of(words));
    }

    private Result call(List<String> words) {
        List<String> line = new ArrayList<>(List.of("./tillview"));
        line.addAll(words);
        line.addAll(List.of("--data", data.toString()));
        return run(HOME, Map.of(), line);
    }

    /** A line as it was printed, pasted into a shell. */
    static Result paste(String line) {
        return run(HOME, Map.of(), List.of("bash", "-c", line));
    }

    /** Any program; variables without a value are taken out of its environment. */
    static Result run(Path folder, Map<String, String> environment, List<String> line) {
        try {
            Path out = Files.createTempFile(Path.of("target"), "tillview", ".out");
            Path err = Files.createTempFile(Path.of("target"), "tillview", ".err");
            ProcessBuilder builder = new ProcessBuilder(line)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            environment.forEach((name, value) -> {
                if (value.isEmpty()) {
                    builder.environment().remove(name);
                } else {
                    builder.environment().put(name, value);
                }
            });
            Process process = builder.start();
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(line + " does not end: " + Files.readString(out) + Files.readString(err));
            }
            Result result = new Result(process.exitValue(), Files.readString(out), Files.readString(err));
            Files.delete(out);
            Files.delete(err);
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** {@code up} as a terminal's foreground job: a process group of its own, which listens to Ctrl-C. */
    Foreground foreground() {
        return foreground(upWith());
    }

    /** Any subcommand as a terminal's foreground job. */
    Foreground foreground(List<String> words) {
        List<String> line = new ArrayList<>(List.of("setsid", "env", "--default-signal=INT", "./tillview"));
        line.addAll(words);
        line.addAll(List.of("--data", data.toString()));
        try {
            Path output = Files.createTempFile(Path.of("target"), "tillview", ".up");
            Process process = new ProcessBuilder(line)
                    .directory(HOME.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            return new Foreground(process, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without the demo, whose events tests would meet in their answers. */
    private List<String> upWith(String... options) {
        List<String> words = new ArrayList<>(List.of("up", "--no-demo"));
        words.addAll(List.of(options));
        for (Endpoint endpoint : Endpoint.values()) {
            words.addAll(List.of("--port", endpoint.label() + "=" + ports.of(endpoint)));
        }
        return words;
    }

    /** A running {@code up}, or another. */
    record Foreground(Process process, Path output) {
        String printed() {
            try {
                return new String(Files.readAllBytes(output), UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The line that starts so, without its indentation. */
        String line(String start) {
            return printed()
                    .lines()
                    .map(String::strip)
                    .filter(line -> line.startsWith(start))
                    .findFirst()
                    .orElseThrow();
        }

        /** What the terminal does at Ctrl-C. */
        void ctrlC() {
            run(HOME, Map.of(), List.of("kill", "-INT", "--", "-" + process.pid()));
        }

        /** Waits for its end. */
        int exit() throws InterruptedException {
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                throw new AssertionError("It does not end: " + printed());
            }
            return process.exitValue();
        }
    }

    /** Every process that has to do with the data folder, by its command line or the folder it works in. */
    List<String> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .map(this::describe)
                .filter(text -> text.contains(data.toString()))
                .toList();
    }

    private String describe(ProcessHandle process) {
        Path proc = Path.of("/proc/" + process.pid());
        String folder;
        try {
            folder = proc.resolve("cwd").toRealPath().toString();
        } catch (IOException e) {
            folder = "";
        }
        return process.pid() + " " + commandLine(proc) + " in " + folder;
    }

    /** Empty for one that has just ended. */
    private static String commandLine(Path proc) {
        try {
            return Files.readString(proc.resolve("cmdline")).replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }
}
