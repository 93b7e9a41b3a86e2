package io.tillview.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillview.tenancy.token.AccessTokenSigner;
import io.tillview.tenancy.token.KeyFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An installation of its own, beside any other, through {@code ./tillview}; stopped and removed when it is closed. */
final class TemporaryInstallation implements AutoCloseable {
    private static final int PORT_OFFSET = 20_000;
    private static final int QUERY_SERVICE_PORT = 8080;
    private static final int COORDINATOR_PORT = 8081;
    private static final int BROKER_PORT = 8082;
    private static final int ROUTER_PORT = 8888;
    private static final int KAFKA_PORT = 9092;

    private final Path home;
    private final Path data;

    TemporaryInstallation(Path home) {
        this.home = home;
        try {
            Path folder = home.resolve("benchmarks/target");
            Files.createDirectories(folder);
            this.data = Files.createTempDirectory(folder, "installation");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it without demo and returns once it answers. */
    void up() throws InterruptedException {
        up(Map.of());
    }

    /**
     * Starts it without demo and returns once it answers.
     *
     * @param environment what its services find in their environment beside what is in this one
     */
    void up(Map<String, String> environment) throws InterruptedException {
        call(environment, "up", "--detach", "--no-demo", "--port-offset", Integer.toString(PORT_OFFSET));
    }

    /** What {@code status} says. */
    JsonNode status() throws InterruptedException {
        try {
            return new ObjectMapper().readTree(call("status", "--json"));
        } catch (JsonProcessingException e) {
            throw new BenchmarkException("./tillview status --json is no JSON", e);
        }
    }

    String token(String merchant) throws InterruptedException {
        return call("token", "--merchant", merchant).strip();
    }

    /** Signs the tokens of as many merchants as are needed, as {@code ./tillview token} signs one. */
    AccessTokenSigner tokens() {
        return new AccessTokenSigner(
                KeyFiles.readPrivateKey(data.resolve("secrets/access-token.key.pem")), Clock.systemUTC());
    }

    URI queryService() {
        return URI.create("http://127.0.0.1:" + (QUERY_SERVICE_PORT + PORT_OFFSET));
    }

    /** Where Druid's Coordinator and Overlord answer. */
    URI coordinator() {
        return URI.create("http://127.0.0.1:" + (COORDINATOR_PORT + PORT_OFFSET));
    }

    /** Where Druid's SQL answers. */
    URI router() {
        return URI.create("http://127.0.0.1:" + (ROUTER_PORT + PORT_OFFSET));
    }

    /** Where the Broker itself answers. */
    URI broker() {
        return URI.create("http://127.0.0.1:" + (BROKER_PORT + PORT_OFFSET));
    }

    /** Where Kafka is. */
    String kafka() {
        return "127.0.0.1:" + (KAFKA_PORT + PORT_OFFSET);
    }

    /** Its data folder. */
    Path data() {
        return data;
    }

    /** Brings a file of past events in and returns once they are served. */
    void importFile(Path file) throws InterruptedException {
        importFiles(List.of(file));
    }

    /** Brings files of past events in, all at once, and returns once they are served. */
    void importFiles(List<Path> files) throws InterruptedException {
        List<String> words = new ArrayList<>(List.of("import"));
        files.forEach(file -> words.add(file.toString()));
        call(words.toArray(String[]::new));
    }

    /** Runs {@code reindex} to its end. */
    void reindex(String... words) throws InterruptedException {
        List<String> line = new ArrayList<>(List.of("reindex"));
        line.addAll(List.of(words));
        call(line.toArray(String[]::new));
    }

    /** The Kafka client configuration of a publisher. */
    Path publisherProperties() {
        return data.resolve("publisher.properties");
    }

    /** Ends one of its services for good. */
    void end(String service) {
        try {
            String record = Files.readString(data.resolve("run/" + service + ".process"));
            ProcessHandle.of(Long.parseLong(record.substring(0, record.indexOf(' '))))
                    .ifPresent(ProcessHandle::destroy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String call(String... words) throws InterruptedException {
        return call(Map.of(), words);
    }

    private String call(Map<String, String> environment, String... words) throws InterruptedException {
        List<String> line = new ArrayList<>(List.of(home.resolve("tillview").toString()));
        line.addAll(List.of(words));
        line.addAll(List.of("--data", data.toString()));
        try {
            Path out = Files.createTempFile(data.getParent(), "call", ".out");
            ProcessBuilder builder = new ProcessBuilder(line)
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            int exit = process.waitFor();
            String printed = Files.readString(out, UTF_8);
            Files.delete(out);
            if (exit != 0) {
                throw new BenchmarkException("./tillview " + words[0] + " fails: " + printed.strip());
            }
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            call("down");
            try (Stream<Path> files = Files.walk(data)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
