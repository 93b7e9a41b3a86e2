package io.tillview.query.druid;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.calcite.avatica.AvaticaSeverity;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.remote.ProtobufTranslation;
import org.apache.calcite.avatica.remote.ProtobufTranslationImpl;
import org.apache.calcite.avatica.remote.Service.CloseConnectionRequest;
import org.apache.calcite.avatica.remote.Service.CloseConnectionResponse;
import org.apache.calcite.avatica.remote.Service.CloseStatementRequest;
import org.apache.calcite.avatica.remote.Service.CloseStatementResponse;
import org.apache.calcite.avatica.remote.Service.CreateStatementRequest;
import org.apache.calcite.avatica.remote.Service.CreateStatementResponse;
import org.apache.calcite.avatica.remote.Service.ErrorResponse;
import org.apache.calcite.avatica.remote.Service.ExecuteResponse;
import org.apache.calcite.avatica.remote.Service.FetchRequest;
import org.apache.calcite.avatica.remote.Service.FetchResponse;
import org.apache.calcite.avatica.remote.Service.OpenConnectionRequest;
import org.apache.calcite.avatica.remote.Service.OpenConnectionResponse;
import org.apache.calcite.avatica.remote.Service.PrepareAndExecuteRequest;
import org.apache.calcite.avatica.remote.Service.Request;
import org.apache.calcite.avatica.remote.Service.Response;
import org.apache.calcite.avatica.remote.Service.ResultSetResponse;
import org.apache.calcite.avatica.remote.Service.RpcMetadataResponse;

/** Speaks Avatica's protobuf over HTTP like a Broker, and answers every query with the same frames. */
final class FakeBroker implements AutoCloseable {
    private static final RpcMetadataResponse RPC = new RpcMetadataResponse("fake:1");

    final Map<String, Map<String, String>> opened = new ConcurrentHashMap<>();
    final Set<String> open = ConcurrentHashMap.newKeySet();
    final Set<Integer> openStatements = ConcurrentHashMap.newKeySet();
    final List<String> queries = new CopyOnWriteArrayList<>();
    /** What was asked of it, by the requests' simple names. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    final BlockingQueue<String> cancelled = new LinkedBlockingQueue<>();
    volatile List<List<Object>> firstFrame = List.of(List.of(1L));
    volatile List<List<Object>> secondFrame = List.of();
    volatile String failure;
    volatile int status = 200;
    volatile boolean silent;

    private final ProtobufTranslation translation = new ProtobufTranslationImpl();
    private final AtomicInteger statements = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    FakeBroker() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/druid/v2/sql/avatica-protobuf/", this::handle);
        server.createContext("/druid/v2/sql/", exchange -> {
            String proof =
                    exchange.getRequestHeaders().getFirst("Authorization").replaceFirst(" .*", "");
            cancelled.add(exchange.getRequestMethod() + " " + proof + " " + exchange.getRequestURI());
            respond(exchange, 202, new byte[0]);
        });
        server.createContext(
                "/status/health",
                exchange -> respond(exchange, status, "true".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        server.setExecutor(threads);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void forgetConnections() {
        open.clear();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        Request request = translation.parseRequest(exchange.getRequestBody().readAllBytes());
        if (silent && request instanceof PrepareAndExecuteRequest) {
            return;
        }
        if (status != 200) {
            respond(exchange, status, new byte[0]);
            return;
        }
        Response response = answer(request);
        respond(exchange, response instanceof ErrorResponse ? 500 : 200, translation.serializeResponse(response));
    }

    private Response answer(Request request) {
        requests.add(request.getClass().getSimpleName());
        if (request instanceof OpenConnectionRequest opening) {
            opened.put(opening.connectionId, opening.info);
            open.add(opening.connectionId);
            return new OpenConnectionResponse(RPC);
        }
        if (request instanceof CreateStatementRequest creating) {
            if (!open.contains(creating.connectionId)) {
                return error("NoSuchConnectionException", ErrorResponse.MISSING_CONNECTION_ERROR_CODE);
            }
            int statement = statements.incrementAndGet();
            openStatements.add(statement);
            return new CreateStatementResponse(creating.connectionId, statement, RPC);
        }
        if (request instanceof PrepareAndExecuteRequest query) {
            if (!open.contains(query.connectionId)) {
                return error("NoSuchConnectionException", ErrorResponse.MISSING_CONNECTION_ERROR_CODE);
            }
            queries.add(query.sql);
            return failure == null ? rows(query) : error(failure, ErrorResponse.UNKNOWN_ERROR_CODE);
        }
        if (request instanceof FetchRequest) {
            return new FetchResponse(frame(secondFrame, true), false, false, RPC);
        }
        if (request instanceof CloseStatementRequest closing) {
            openStatements.remove(closing.statementId);
            return new CloseStatementResponse(RPC);
        }
        open.remove(((CloseConnectionRequest) request).connectionId);
        return new CloseConnectionResponse(RPC);
    }

    private Response rows(PrepareAndExecuteRequest query) {
        Meta.Signature signature = new Meta.Signature(
                List.of(), query.sql, List.of(), Map.of(), Meta.CursorFactory.ARRAY, Meta.StatementType.SELECT);
        Meta.Frame frame = frame(firstFrame, secondFrame.isEmpty());
        return new ExecuteResponse(
                List.of(new ResultSetResponse(query.connectionId, query.statementId, false, signature, frame, -1, RPC)),
                false,
                RPC);
    }

    private static Meta.Frame frame(List<List<Object>> rows, boolean done) {
        return new Meta.Frame(0, done, List.copyOf(rows));
    }

    private static ErrorResponse error(String message, int code) {
        return new ErrorResponse(List.of("at " + message), message, code, "00000", AvaticaSeverity.ERROR, RPC);
    }

    private static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
