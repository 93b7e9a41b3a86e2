package io.tillview.ingestion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An administrator's SQL at a Broker or Router. */
public final class BrokerClient {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final int LONGEST_QUOTE = 300;

    private final URI sql;
    private final AdminCredentials credentials;
    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** A client of the Broker or Router at this address. Connects when it is first used; safe for use by several threads. */
    public BrokerClient(URI base, AdminCredentials credentials) {
        this.sql = base.resolve("/druid/v2/sql");
        this.credentials = credentials;
    }

    /** The rows, each a list of values; none where the datasource does not exist yet. */
    public JsonNode rows(String datasource, String query) {
        HttpResponse<String> answer = send(datasource, query, "array", HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 200) {
            return json(datasource, answer.body());
        }
        if (!isMissing(datasource, answer.body())) {
            throw refused(datasource, answer.statusCode(), answer.body());
        }
        return mapper.createArrayNode();
    }

    /**
     * Hands on the rows one after another as they come, however many there are; none where the datasource does not exist yet.
     *
     * @throws DruidRefusedException also when the answer ends before its last row
     */
    public void forEachRow(String datasource, String query, Consumer<JsonNode> row) {
        HttpResponse<Stream<String>> answer =
                send(datasource, query, "arrayLines", HttpResponse.BodyHandlers.ofLines());
        try (Stream<String> lines = answer.body()) {
            if (answer.statusCode() != 200) {
                String body = lines.limit(LONGEST_QUOTE).collect(Collectors.joining("\n"));
                if (!isMissing(datasource, body)) {
                    throw refused(datasource, answer.statusCode(), body);
                }
                return;
            }
            boolean[] whole = {false};
            lines.forEach(line -> {
                // An empty line is how Druid says that all rows were sent.
                whole[0] = line.isEmpty();
                if (!line.isEmpty()) {
                    row.accept(json(datasource, line));
                }
            });
            if (!whole[0]) {
                throw cutOff(datasource, null);
            }
        } catch (UncheckedIOException e) {
            throw cutOff(datasource, e);
        }
    }

    /** The answer to a query in Druid's native form, which can hold the very expressions that tasks are given. */
    public JsonNode nativeQuery(String datasource, JsonNode query) {
        HttpResponse<String> answer =
                post(datasource, sql.resolve("/druid/v2"), query, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 200) {
            return json(datasource, answer.body());
        }
        throw refused(datasource, answer.statusCode(), answer.body());
    }

    private <T> HttpResponse<T> send(
            String datasource, String query, String format, HttpResponse.BodyHandler<T> handler) {
        ObjectNode body = mapper.createObjectNode().put("query", query).put("resultFormat", format);
        // COUNT(DISTINCT …) is exact here; an estimate is asked for by its own name.
        body.putObject("context").put("useApproximateCountDistinct", false);
        return post(datasource, sql, body, handler);
    }

    private <T> HttpResponse<T> post(
            String datasource, URI address, JsonNode body, HttpResponse.BodyHandler<T> handler) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header("Authorization", credentials.basicAuthorization())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw new DruidRefusedException(
                    datasource, "no answer from the Broker at " + sql, "Check that it runs.", 0, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DruidRefusedException(datasource, "interrupted while asking the Broker", "Ask again.", 0, e);
        }
    }

    private JsonNode json(String datasource, String text) {
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException e) {
            throw cutOff(datasource, e);
        }
    }

    private static boolean isMissing(String datasource, String body) {
        return body.contains("Object '" + datasource + "' not found");
    }

    private static DruidRefusedException cutOff(String datasource, Exception cause) {
        return new DruidRefusedException(
                datasource, "the Broker's answer ends before its last row", "Ask again.", 200, cause);
    }

    private static DruidRefusedException refused(String datasource, int status, String body) {
        String quote = body.substring(0, Math.min(LONGEST_QUOTE, body.length()));
        return new DruidRefusedException(
                datasource, "the Broker answers " + status + " " + quote, "Its log has more.", status, null);
    }
}
