package io.tillview.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** An installation's Druid as its administrator sees it. Belongs to one thread. */
final class DruidAdmin {
    private static final String SUPERVISORS = "/druid/indexer/v1/supervisor";
    private static final String TASKS = "/druid/indexer/v1/task";
    private static final Duration TIMEOUT = Duration.ofMinutes(4);

    private final TemporaryInstallation installation;
    private final String authorization;
    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    DruidAdmin(TemporaryInstallation installation) {
        this.installation = installation;
        Path password = installation.data().resolve("secrets/admin-password");
        try {
            String login = "admin:" + Files.readString(password).strip();
            this.authorization = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the administrator says who it is with, as an HTTP header's value. */
    String authorization() {
        return authorization;
    }

    /** The ids of all supervisors. */
    JsonNode supervisors() throws InterruptedException {
        return ask("GET", installation.coordinator().resolve(SUPERVISORS), null);
    }

    void submit(JsonNode spec) throws InterruptedException {
        ask("POST", installation.coordinator().resolve(SUPERVISORS), spec);
    }

    /** Has a supervisor's tasks publish what they read, and read no more. */
    void suspend(String supervisor) throws InterruptedException {
        ask("POST", installation.coordinator().resolve(SUPERVISORS + "/" + supervisor + "/suspend"), null);
    }

    JsonNode status(String supervisor) throws InterruptedException {
        return ask("GET", installation.coordinator().resolve(SUPERVISORS + "/" + supervisor + "/status"), null)
                .path("payload");
    }

    boolean hasRunningTasks(String datasource) throws InterruptedException {
        return !ask(
                        "GET",
                        installation
                                .coordinator()
                                .resolve("/druid/indexer/v1/tasks?state=running&datasource=" + datasource),
                        null)
                .isEmpty();
    }

    /** Begins a task. */
    void submitTask(JsonNode task) throws InterruptedException {
        ask("POST", installation.coordinator().resolve("/druid/indexer/v1/task"), task);
    }

    /** Whether a task has succeeded. */
    boolean hasSucceeded(String task) throws InterruptedException {
        String state = ask(
                        "GET", installation.coordinator().resolve("/druid/indexer/v1/task/" + task + "/status"), null)
                .at("/status/statusCode")
                .asText();
        if (state.equals("FAILED")) {
            throw new BenchmarkException("Task " + task + " failed; its log says why");
        }
        return state.equals("SUCCESS");
    }

    /** Ends a supervisor and has its segments dropped. */
    void remove(String datasource) throws InterruptedException {
        ask("POST", installation.coordinator().resolve(SUPERVISORS + "/" + datasource + "/terminate"), null);
        ask("DELETE", installation.coordinator().resolve("/druid/coordinator/v1/datasources/" + datasource), null);
    }

    /** Begins a task, which holds its id. */
    void begin(JsonNode task) throws InterruptedException {
        ask("POST", installation.coordinator().resolve(TASKS), task);
    }

    /** How a task that was begun is doing: {@code RUNNING}, {@code SUCCESS} or {@code FAILED}. */
    String taskState(String id) throws InterruptedException {
        return ask("GET", installation.coordinator().resolve(TASKS + "/" + id + "/status"), null)
                .at("/status/statusCode")
                .asText();
    }

    /** The published segments of a time that queries see: of each chunk those of the latest version. */
    List<JsonNode> segments(String datasource, Instant from, Instant to) throws InterruptedException {
        JsonNode all = ask(
                "POST",
                installation
                        .coordinator()
                        .resolve("/druid/coordinator/v1/metadata/datasources/" + datasource + "/segments?full"),
                mapper.createArrayNode().add(from + "/" + to));
        Map<String, String> latest = new HashMap<>();
        all.forEach(segment -> latest.merge(
                segment.path("interval").asText(),
                segment.path("version").asText(),
                (one, other) -> one.compareTo(other) > 0 ? one : other));
        List<JsonNode> visible = new ArrayList<>();
        for (JsonNode segment : all) {
            if (segment.path("version")
                    .asText()
                    .equals(latest.get(segment.path("interval").asText()))) {
                visible.add(segment);
            }
        }
        return visible;
    }

    /** Whether the Broker answers from just these segments, those of a time as {@link #segments} has them: from none that they replaced. */
    boolean answersFrom(String datasource, List<JsonNode> segments, Instant from, Instant to)
            throws InterruptedException {
        JsonNode known = ask(
                "GET",
                installation
                        .router()
                        .resolve("/druid/v2/datasources/" + datasource + "/candidates?intervals=" + from + "/" + to),
                null);
        Set<String> answering = new HashSet<>();
        known.forEach(segment -> answering.add(segment.path("interval").asText()
                + segment.path("version").asText()
                + segment.path("partitionNumber").asText()));
        Set<String> wanted = new HashSet<>();
        segments.forEach(segment -> wanted.add(segment.path("interval").asText()
                + segment.path("version").asText()
                + segment.at("/shardSpec/partitionNum").asText()));
        return answering.equals(wanted);
    }

    /** How many of a datasource's segments any server serves, without those that others have replaced; 0 for none. */
    long servedSegments(String datasource) throws InterruptedException {
        String sql =
                "SELECT COUNT(*) FROM sys.segments WHERE is_available = 1 AND is_realtime = 0 AND is_overshadowed = 0"
                        + " AND datasource = '"
                        + datasource + "'";
        JsonNode query = mapper.createObjectNode().put("query", sql).put("resultFormat", "array");
        return ask("POST", installation.router().resolve("/druid/v2/sql"), query)
                .at("/0/0")
                .asLong();
    }

    /** Has a datasource's segments dropped, and returns once none is served. */
    void drop(String datasource) throws InterruptedException {
        ask("DELETE", installation.coordinator().resolve("/druid/coordinator/v1/datasources/" + datasource), null);
        while (servedSegments(datasource) > 0) {
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    /** Bytes of a datasource's published segments. */
    double publishedBytes(String datasource) throws InterruptedException {
        String sql = "SELECT SUM(\"size\") FROM sys.segments WHERE is_published = 1 AND is_overshadowed = 0"
                + " AND datasource = '" + datasource + "'";
        JsonNode query = mapper.createObjectNode().put("query", sql).put("resultFormat", "array");
        return ask("POST", installation.router().resolve("/druid/v2/sql"), query)
                .at("/0/0")
                .asDouble();
    }

    private JsonNode ask(String method, URI uri, JsonNode body) throws InterruptedException {
        BodyPublisher content = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString());
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(TIMEOUT)
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .method(method, content)
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new BenchmarkException(method + " " + uri + " answers " + answer.statusCode() + " "
                        + answer.body().substring(0, Math.min(300, answer.body().length())));
            }
            return mapper.readTree(answer.body());
        } catch (IOException e) {
            throw new BenchmarkException("Druid does not answer " + uri + ": " + e.getMessage(), e);
        }
    }
}
