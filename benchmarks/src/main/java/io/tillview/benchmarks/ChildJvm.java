package io.tillview.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * A fresh JVM that measures: it prints its result as the last line, after {@code @result}, and may ask for something to be done
 * before it goes on, by a line such as {@code @start-kafka}. Every one has the JVM
 * options with which Kafka's own {@code kafka-producer-perf-test.sh} starts {@code ProducerPerformance}.
 */
final class ChildJvm {
    private static final String RESULT = "@result ";
    private static final int LINES_KEPT = 20;

    private ChildJvm() {}

    /** What a request needs to be done. */
    interface Request {
        void fulfil() throws InterruptedException;
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The class path of the caller, which has the SDK. */
    static String ownClassPath() {
        return System.getProperty("java.class.path");
    }

    /** Where this module's classes are. */
    static String ownClasses() {
        try {
            return Path.of(ChildJvm.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new BenchmarkException("The benchmarks' own classes are nowhere", e);
        }
    }

    /**
     * Runs it to its end.
     *
     * @param requests by their names
     * @throws BenchmarkException if it fails; it has what was printed last
     */
    static JsonNode run(String classPath, Class<?> main, List<String> arguments, Map<String, Request> requests)
            throws InterruptedException {
        return run(classPath, main.getName(), arguments, requests);
    }

    /** The same of a class that is not known here. */
    static JsonNode run(String classPath, String main, List<String> arguments, Map<String, Request> requests)
            throws InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                java(),
                "-server",
                "-Xmx512M",
                "-XX:+UseG1GC",
                "-XX:MaxGCPauseMillis=20",
                "-XX:InitiatingHeapOccupancyPercent=35",
                "-XX:+ExplicitGCInvokesConcurrent",
                "-XX:-UsePerfData",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error"));
        // For a profiler, or whatever else somebody wants to try on every one of them.
        line.addAll(List.of(System.getProperty("tillview.bench.jvm", "").split("\\s+")));
        line.removeIf(String::isEmpty);
        line.addAll(List.of("-cp", classPath, main));
        line.addAll(arguments);
        Process process = null;
        try {
            process = new ProcessBuilder(line).redirectErrorStream(true).start();
            return follow(process, requests);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (process != null) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private static JsonNode follow(Process process, Map<String, Request> requests)
            throws IOException, InterruptedException {
        Deque<String> last = new ArrayDeque<>();
        String result = null;
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String printed = line(out, process); printed != null; printed = line(out, process)) {
                if (printed.startsWith(RESULT)) {
                    result = printed.substring(RESULT.length());
                } else if (requests.containsKey(printed)) {
                    requests.get(printed).fulfil();
                    process.getOutputStream().write('\n');
                    process.getOutputStream().flush();
                } else {
                    last.add(printed);
                    if (last.size() > LINES_KEPT) {
                        last.remove();
                    }
                }
            }
        }
        if (process.waitFor() != 0 || result == null) {
            throw new BenchmarkException("A measuring JVM fails: " + String.join("\n", last));
        }
        return new ObjectMapper().readTree(result);
    }

    /** The next line, or null; unlike a reader's own wait, this one ends when it is interrupted. */
    private static String line(BufferedReader out, Process process) throws IOException, InterruptedException {
        while (!out.ready() && process.isAlive()) {
            Thread.sleep(10);
        }
        return out.readLine();
    }

    /** On the child's side: asks, and waits until it is done. */
    static void ask(String request) {
        System.out.println(request);
        System.out.flush();
        try {
            if (System.in.read() < 0) {
                throw new BenchmarkException("Whoever started this JVM is gone");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On the child's side: what was measured. */
    static void tell(Map<String, Double> result) {
        try {
            System.out.println(RESULT + new ObjectMapper().writeValueAsString(result));
        } catch (JsonProcessingException e) {
            throw new BenchmarkException("The result is no JSON", e);
        }
    }

    /** Of jars and folders. */
    static String classPath(String... entries) {
        return String.join(File.pathSeparator, entries);
    }
}
