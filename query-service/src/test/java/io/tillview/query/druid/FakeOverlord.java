package io.tillview.query.druid;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers like an Overlord or an Indexer: whatever it was told to, and the same to every question. */
final class FakeOverlord implements AutoCloseable {
    final List<String> requests = new CopyOnWriteArrayList<>();
    final List<String> proofs = new CopyOnWriteArrayList<>();
    volatile int status = 200;
    volatile String body = "{}";
    volatile URI leader;
    volatile boolean silent;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    FakeOverlord() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** A supervisor with one task. */
    void tellOfTask(String id) {
        body =
                """
                {"id": "x", "generationTime": "2026-11-22T12:00:00.000Z", "payload": {
                 "dataSource": "x", "stream": "merchant-events", "partitions": 1, "replicas": 1, "durationSeconds": 3600,
                 "activeTasks": [{"id": "%s", "startingOffsets": {"0": 0}, "type": "ACTIVE", "currentOffsets": {"0": 9}}],
                 "publishingTasks": [], "latestOffsets": {"0": 10}, "offsetsLastUpdated": "2026-11-22T12:00:00.000Z",
                 "suspended": false, "healthy": true, "state": "RUNNING", "detailedState": "RUNNING", "recentErrors": []}}
                """
                        .formatted(id);
    }

    /** Sends everybody on to this address, as one that doesn't lead. */
    void follow(URI leader) {
        this.leader = leader;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        proofs.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        if (silent) {
            return;
        }
        if (leader != null) {
            exchange.getResponseHeaders()
                    .set("Location", leader.resolve(exchange.getRequestURI()).toString());
            exchange.sendResponseHeaders(307, -1);
            exchange.close();
            return;
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
