package io.tillview.ingestion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The Overlord's supervisors and tasks, and what the Coordinator beside it knows of segments. A standby is followed to the leader. */
public final class OverlordClient {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    /** A changed supervisor answers once the one before has stopped, which waits for Kafka where that has moved or is away. */
    private static final Duration SUBMIT_TIMEOUT = Duration.ofMinutes(4);

    private static final String SUPERVISORS = "/druid/indexer/v1/supervisor";
    private static final String TASKS = "/druid/indexer/v1/task";
    private static final String RULES = "/druid/coordinator/v1/rules/";
    private static final int LONGEST_QUOTE = 300;

    private final URI base;
    private final AdminCredentials credentials;
    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    /** A client of the Overlord at this address. Connects when it is first used; safe for use by several threads. */
    public OverlordClient(URI base, AdminCredentials credentials) {
        this.base = base;
        this.credentials = credentials;
    }

    /** The supervisor's spec as Druid has it; empty if there is no such supervisor. */
    public Optional<JsonNode> supervisor(String id) {
        return read(id, SUPERVISORS + "/" + id);
    }

    /** How the supervisor is doing; empty if there is no such supervisor. */
    public Optional<JsonNode> supervisorStatus(String id) {
        return read(id, SUPERVISORS + "/" + id + "/status");
    }

    /** How a task is doing; empty if there is no such task. */
    public Optional<JsonNode> taskStatus(String id) {
        return read(id, TASKS + "/" + id + "/status").map(answer -> answer.path("status"));
    }

    /** What a task has read so far; empty while there is no such report. */
    public Optional<JsonNode> taskReport(String id) {
        try {
            return read(id, TASKS + "/" + id + "/reports");
        } catch (DruidRefusedException e) {
            return Optional.empty();
        }
    }

    /** Begins a task. */
    public void submitTask(String id, JsonNode task) {
        post(id, TASKS, task);
    }

    /** Ends a task before it has published anything; one that is at an end already stays as it is. */
    public void cancelTask(String id) {
        post(id, TASKS + "/" + id + "/shutdown", mapper.createObjectNode());
    }

    /** The ids of a datasource's tasks that run, or wait until they can. */
    public List<String> unfinishedTasks(String datasource) {
        Set<String> ids = new LinkedHashSet<>();
        // In the order in which tasks go through them: one that moves meanwhile is found twice, and never missed.
        for (String state : List.of("waiting", "pending", "running")) {
            read(datasource, "/druid/indexer/v1/tasks?datasource=" + datasource + "&state=" + state)
                    .ifPresent(tasks ->
                            tasks.forEach(task -> ids.add(task.path("id").asText())));
        }
        return List.copyOf(ids);
    }

    /** Takes segments out of use, so that nobody reads them any more and a kill task may delete them. */
    public void markUnused(String datasource, List<String> segments) {
        ObjectNode body = mapper.createObjectNode();
        segments.forEach(body.putArray("segmentIds")::add);
        post(datasource, "/druid/coordinator/v1/datasources/" + datasource + "/markUnused", body);
    }

    /** Has the supervisor's tasks hand their segments over now instead of at their end, and others go on. */
    public void handOff(String supervisor, int taskGroups) {
        ObjectNode groups = mapper.createObjectNode();
        IntStream.range(0, taskGroups).forEach(groups.putArray("taskGroupIds")::add);
        post(supervisor, SUPERVISORS + "/" + supervisor + "/taskGroups/handoff", groups);
    }

    /**
     * Whether Historicals serve all that is published of a time, as the Coordinator, which shares the Overlord's address, finds
     * out anew.
     */
    public boolean isServed(String datasource, Instant from, Instant to) {
        HttpResponse<String> answer = get(
                datasource,
                "/druid/coordinator/v1/datasources/" + datasource + "/loadstatus?forceMetadataRefresh=true&interval="
                        + from + "_" + to);
        // Nothing is published in that time: Druid says so in words, as if they were JSON, or knows no such datasource.
        if (isMissing(answer) || answer.body().startsWith("No used segment")) {
            return true;
        }
        requireOk(datasource, answer);
        return json(datasource, answer).path(datasource).asDouble() >= 100;
    }

    /**
     * The chunks that any server serves, by their interval as ISO-8601: how many segments of how many bytes. Segments that others
     * have replaced are among them for a while.
     */
    public Map<String, JsonNode> servedChunks(String datasource) {
        Map<String, JsonNode> chunks = new TreeMap<>();
        read(datasource, "/druid/coordinator/v1/datasources/" + datasource + "/intervals?simple")
                .ifPresent(
                        answer -> answer.properties().forEach(chunk -> chunks.put(chunk.getKey(), chunk.getValue())));
        return chunks;
    }

    /** Every published segment in use that has to do with a time, as the metadata store has it, replaced ones among them. */
    public JsonNode segments(String datasource, Instant from, Instant to) {
        return json(
                datasource,
                post(
                        datasource,
                        "/druid/coordinator/v1/metadata/datasources/" + datasource + "/segments?full",
                        mapper.createArrayNode().add(from + "/" + to)));
    }

    /** The datasource's own load and drop rules; empty where it has none. */
    JsonNode rules(String datasource) {
        return read(datasource, RULES + datasource).orElseGet(mapper::createArrayNode);
    }

    /** Gives the datasource these rules in the place of those it has. */
    void setRules(String datasource, JsonNode rules) {
        post(datasource, RULES + datasource, rules);
    }

    private HttpResponse<String> post(String id, String path, JsonNode body) {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        HttpResponse<String> answer = send(id, request);
        requireOk(id, answer);
        return answer;
    }

    private Optional<JsonNode> read(String id, String path) {
        HttpResponse<String> answer = get(id, path);
        if (isMissing(answer)) {
            return Optional.empty();
        }
        requireOk(id, answer);
        return Optional.of(json(id, answer));
    }

    private HttpResponse<String> get(String id, String path) {
        return send(id, request(path).GET().build());
    }

    private static boolean isMissing(HttpResponse<String> answer) {
        return answer.statusCode() == 404 || answer.statusCode() == 204;
    }

    private JsonNode json(String id, HttpResponse<String> answer) {
        try {
            return mapper.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new DruidRefusedException(
                    id, "the Overlord's answer isn't JSON", "Check that the address is an Overlord's.", 200, e);
        }
    }

    /** Creates the supervisor, or gives it this spec. */
    void submit(String id, JsonNode spec) {
        HttpRequest request = request(SUPERVISORS)
                .timeout(SUBMIT_TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(spec.toString()))
                .build();
        requireOk(id, send(id, request));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(REQUEST_TIMEOUT)
                .header("Authorization", credentials.basicAuthorization());
    }

    private HttpResponse<String> send(String id, HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new DruidRefusedException(
                    id, "no answer from the Overlord at " + base, "Check that it runs and can be reached.", 0, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DruidRefusedException(id, "interrupted while asking the Overlord", "Ask again.", 0, e);
        }
    }

    private static void requireOk(String id, HttpResponse<String> answer) {
        int status = answer.statusCode();
        if (status == 200 || status == 202) {
            return;
        }
        String remedy = status == 401 || status == 403
                ? "Give the name and password of a Druid administrator."
                : "The Overlord's log has more.";
        String body = answer.body();
        String quote = body.length() <= LONGEST_QUOTE ? body : body.substring(0, LONGEST_QUOTE) + "…";
        throw new DruidRefusedException(id, "the Overlord answers " + status + " " + quote, remedy, status, null);
    }
}
