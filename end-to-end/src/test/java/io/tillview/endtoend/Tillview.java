package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillview.cluster.Installation;
import io.tillview.cluster.Ports.Endpoint;
import io.tillview.cluster.supervision.Cluster;
import io.tillview.events.MerchantEvent;
import io.tillview.events.encoding.JsonEventEncoder;
import io.tillview.events.kafka.KafkaEventPublisher;
import io.tillview.events.publishing.PublishOutcome;
import io.tillview.ingestion.AdminCredentials;
import io.tillview.ingestion.EventImport;
import io.tillview.ingestion.ImportProgress;
import io.tillview.ingestion.SpecReconciler;
import io.tillview.ingestion.SpecValues;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.OneMerchant;
import io.tillview.tenancy.token.AccessTokenSigner;
import io.tillview.tenancy.token.DelegationTokenSigner;
import io.tillview.tenancy.token.KeyFiles;
import io.tillview.tenancy.token.Secret;
import io.tillview.tenancy.token.StatusTokenSigner;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The running installation as tests use it: as a publisher, as a merchant, as an admin, and as a thief of tokens. */
final class Tillview {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Installation installation;
    private final Cluster cluster;

    Tillview(Installation installation, Cluster cluster) {
        this.installation = installation;
        this.cluster = cluster;
    }

    Installation installation() {
        return installation;
    }

    Cluster cluster() {
        return cluster;
    }

    /** Ends a service's process as {@code kill -9} does, and starts it again. */
    void killAndRestart(Endpoint role) throws InterruptedException {
        killAndRestart(role, process(role));
    }

    /** The same, of a process that was found before. */
    void killAndRestart(Endpoint role, ProcessHandle process) throws InterruptedException {
        process.destroyForcibly();
        process.onExit().join();
        cluster.start(role.label());
    }

    /** The process that a service runs as. */
    ProcessHandle process(Endpoint role) throws InterruptedException {
        return cluster.status().stream()
                .filter(status -> status.service().equals(role.label()))
                .findFirst()
                .flatMap(status -> status.pid().stream().boxed().findFirst())
                .flatMap(ProcessHandle::of)
                .orElseThrow();
    }

    /** A publisher as a shop's server has it. */
    KafkaEventPublisher publisher() {
        return KafkaEventPublisher.builder()
                .properties(installation.data().publisherProperties())
                .spoolFolderIn(installation.data().spool("tests"))
                .build();
    }

    /** Publishes the events and returns once Kafka has acknowledged every one of them. */
    void publish(List<MerchantEvent> events) {
        List<CompletableFuture<PublishOutcome>> outcomes;
        try (KafkaEventPublisher publisher = publisher()) {
            outcomes = events.stream().map(publisher::publishAsync).toList();
        }
        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(outcome.join()).isInstanceOf(PublishOutcome.Delivered.class));
    }

    /** Imports past events, which the topic would call late, and returns once they are served. */
    void importPast(List<MerchantEvent> events) throws IOException, InterruptedException {
        JsonEventEncoder encoder = new JsonEventEncoder();
        List<String> lines = events.stream()
                .map(event -> new String(encoder.encode(event), StandardCharsets.UTF_8))
                .toList();
        Path file = Files.write(Files.createTempFile("past", ".ndjson"), lines);
        new EventImport(
                        installation.http(Endpoint.COORDINATOR),
                        installation.http(Endpoint.ROUTER),
                        new AdminCredentials("admin", adminPassword()),
                        SpecValues.singleMachine(installation.address(Endpoint.KAFKA)),
                        installation.data().root().resolve("test-imports"))
                .run(List.of(file), new ImportProgress() {});
        Files.delete(file);
    }

    /** Returns once detail and rollup both count so many events of the merchant, and no more. */
    void awaitEvents(String merchant, int count) {
        awaitCount("merchant_events", "COUNT(*)", merchant, count);
        awaitCount("merchant_metrics", "SUM(events)", merchant, count);
    }

    private void awaitCount(String datasource, String measure, String merchant, int count) {
        String sql = "SELECT %s AS n FROM %s WHERE merchant_id = '%s'".formatted(measure, datasource, merchant);
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(adminSql(sql).get(0).get("n").asInt()).isEqualTo(count));
    }

    SpecReconciler specs() {
        return SpecReconciler.connect(
                kafkaAdmin(),
                installation.http(Endpoint.COORDINATOR),
                new AdminCredentials("admin", adminPassword()),
                SpecValues.singleMachine(installation.address(Endpoint.KAFKA)));
    }

    /** Kafka client properties of the administrator. */
    Map<String, String> kafkaAdmin() {
        return load(installation.data().adminProperties());
    }

    /** Kafka client properties of a publisher. */
    Map<String, String> kafkaPublisher() {
        return load(installation.data().publisherProperties());
    }

    /** A token a merchant's user would have. */
    String merchantToken(String merchant) {
        return accessTokens().signForMerchant(new MerchantId(merchant), Duration.ofMinutes(10));
    }

    String adminToken() {
        return accessTokens().signForAdmin(Duration.ofMinutes(10));
    }

    /** The token query-service would send to Druid for a merchant, as a thief may hold it. */
    String delegationToken(String merchant) {
        return new DelegationTokenSigner(KeyFiles.readPrivateKey(secret("delegation.key.pem")), Clock.systemUTC())
                .sign("merchant-" + merchant, new OneMerchant(new MerchantId(merchant)));
    }

    /** The token query-service asks the Overlord with, as a thief may hold it. */
    String statusToken() {
        return new StatusTokenSigner(KeyFiles.readPrivateKey(secret("delegation.key.pem")), Clock.systemUTC()).sign();
    }

    String adminPassword() {
        return Secret.readFrom(secret("admin-password")).reveal();
    }

    /** Every password of the installation, to look for where none may be. */
    List<String> secretTexts() {
        return Stream.of(
                        "druid-internal",
                        "admin-password",
                        "postgres-password",
                        "directory-password",
                        "kafka-admin",
                        "kafka-druid",
                        "kafka-query-service")
                .map(name -> Secret.readFrom(secret(name)).reveal())
                .toList();
    }

    /** {@code POST /v1/query} as a merchant. */
    HttpResponse<String> ask(String merchant, String question) {
        return post(
                installation.http(Endpoint.QUERY_SERVICE).resolve("/v1/query"),
                "Bearer " + merchantToken(merchant),
                question);
    }

    /** The answer's rows, for a question that has to be answered. */
    JsonNode rows(String merchant, String question) {
        HttpResponse<String> response = ask(merchant, question);
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return json(response.body()).get("rows");
    }

    /** SQL over HTTP at a Druid role, with any credentials. */
    HttpResponse<String> sql(Endpoint role, String authorization, String sql) {
        String body = JSON.createObjectNode().put("query", sql).toString();
        return post(installation.http(role).resolve("/druid/v2/sql"), authorization, body);
    }

    /** SQL as the console's administrator through the Router. */
    JsonNode adminSql(String sql) {
        HttpResponse<String> response = sql(Endpoint.ROUTER, adminAuthorization(), sql);
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return json(response.body());
    }

    String adminAuthorization() {
        return basic("admin", adminPassword());
    }

    static String basic(String user, String password) {
        String login = user + ":" + password;
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> post(URI uri, String authorization, String body) {
        return send(request(uri, authorization)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> get(URI uri, String authorization) {
        return send(request(uri, authorization).GET());
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A request, without credentials when {@code authorization} is null. */
    HttpRequest.Builder request(URI uri, String authorization) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(40));
        return authorization == null ? builder : builder.header("Authorization", authorization);
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private AccessTokenSigner accessTokens() {
        return new AccessTokenSigner(KeyFiles.readPrivateKey(secret("access-token.key.pem")), Clock.systemUTC());
    }

    private Path secret(String name) {
        return installation.data().secrets().resolve(name);
    }

    private static Map<String, String> load(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> map = new HashMap<>();
        properties.forEach((name, value) -> map.put((String) name, (String) value));
        return map;
    }
}
