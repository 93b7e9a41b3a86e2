package io.tillview.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;

/** An Overlord, a Coordinator and a Broker at one address, which answer what a test says. */
public final class FakeDruid implements AutoCloseable {
    private static final AdminCredentials ADMIN = new AdminCredentials("admin", "s3cret");

    private final HttpServer server;

    /** What it answers. */
    @FunctionalInterface
    public interface Answers {
        /**
         * The answer to a request; empty for 404.
         *
         * @param request method, path and query
         */
        Optional<String> to(String request, String body);
    }

    /** Answers from now on, one request after another. */
    public FakeDruid(Answers answers) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            Optional<String> answer = answers.to(exchange.getRequestMethod() + " " + exchange.getRequestURI(), body);
            byte[] bytes = answer.orElse("").getBytes(UTF_8);
            exchange.sendResponseHeaders(answer.isPresent() ? 200 : 404, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
            exchange.close();
        });
        server.start();
    }

    /** Its Overlord and Coordinator. */
    public OverlordClient overlord() {
        return new OverlordClient(address(), ADMIN);
    }

    /** Its Broker. */
    public BrokerClient broker() {
        return new BrokerClient(address(), ADMIN);
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
