package io.tillview.endtoend;

import static org.awaitility.Awaitility.await;

import io.tillview.cluster.Ports.Endpoint;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One more query-service beside the installation's, which differs from that in some settings. Serves once it is there. */
final class AnotherQueryService implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final Process process;
    private final URI address;

    private AnotherQueryService(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts it, and returns once it is ready.
     *
     * @param name what its log in {@code target} is called by
     * @param settings what differs from the installation's
     */
    static AnotherQueryService start(Tillview tillview, String name, Map<String, ?> settings) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        List<String> line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx192m"));
        Map<String, Object> all = installations(tillview);
        all.put("quarkus.http.port", port);
        all.putAll(settings);
        all.forEach((setting, value) -> line.add("-D" + setting + "=" + value));
        line.add("-jar");
        line.add(TillviewCommand.home()
                .resolve("query-service/target/quarkus-app/quarkus-run.jar")
                .toString());
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", name + "-query-service.log").toFile())
                .start();
        AnotherQueryService service = new AnotherQueryService(process, URI.create("http://127.0.0.1:" + port));
        try {
            service.awaitReady(tillview);
        } catch (RuntimeException e) {
            service.close();
            throw e;
        }
        return service;
    }

    private static Map<String, Object> installations(Tillview tillview) {
        Path data = tillview.installation().data().root().toAbsolutePath();
        Path secrets = tillview.installation().data().secrets().toAbsolutePath();
        return new HashMap<>(Map.of(
                "tillview.druid.brokers", tillview.installation().http(Endpoint.BROKER),
                "tillview.delegation.private-key-file", secrets.resolve("delegation.key.pem"),
                "tillview.tokens.public-key-file", secrets.resolve("access-token.pub.pem"),
                "tillview.directory.address", tillview.installation().address(Endpoint.POSTGRESQL),
                "tillview.directory.password-file", secrets.resolve("directory-password"),
                "tillview.exports.folder", data.resolve("exports")));
    }

    private void awaitReady(Tillview tillview) {
        await().atMost(Duration.ofMinutes(2))
                .ignoreExceptions()
                .until(() ->
                        tillview.get(address.resolve("/q/health/ready"), null).statusCode() == 200);
    }

    URI address() {
        return address;
    }

    /** Ends it as the installation does, and by force where that takes too long. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly().onExit().join();
    }
}
