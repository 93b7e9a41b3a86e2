package io.tillview.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tillview.query.answering.RunOutcome;
import io.tillview.query.catalog.EventColumn;
import io.tillview.query.exports.ExportState;
import io.tillview.query.exports.ExportWorkers;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.token.AccessTokenSigner;
import io.tillview.tenancy.token.KeyFiles;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Exports as callers meet them: the whole service but for Druid and the database. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ExportsApiTest {
    private static final String ORDERS =
            "{\"query\": {\"measures\": [\"orders\"], \"timeRange\": {\"last\": \"P7D\"}}, \"format\": \"csv\"}";
    private static final String FILE = "orders\r\n3\r\n";
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    FakeDruid druid;

    @Inject
    FakeExports store;

    @Inject
    ExportWorkers workers;

    @TestHTTPResource
    URI service;

    @ConfigProperty(name = Installation.ISSUER_KEY)
    String issuerKey;

    @BeforeEach
    void reset() {
        druid.reset();
        store.goAway(false);
        store.clear();
        workers.start();
    }

    @Test
    void an_export_is_taken_on_made_and_sent() throws Exception {
        HttpResponse<String> accepted = begin("shop-1", ORDERS);

        assertThat(accepted.statusCode()).isEqualTo(202);
        JsonNode job = JSON.readTree(accepted.body());
        assertThat(accepted.headers().firstValue("Location")).hasValueSatisfying(location -> assertThat(location)
                .endsWith("/v1/exports/" + job.get("id").asText()));
        JsonNode done = await(accepted, "done");
        assertThat(done.get("rows").asLong()).isEqualTo(1);
        assertThat(done.get("progress").asDouble()).isEqualTo(1);
        HttpResponse<String> file = send(get("shop-1", done.get("file").asText()));
        assertThat(file.body()).isEqualTo(FILE);
        assertThat(file.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8");
        assertThat(file.headers().firstValueAsLong("Content-Length")).hasValue(FILE.length());
        assertThat(file.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(
                        name -> assertThat(name).startsWith("attachment;").endsWith(".csv\""));
    }

    @Test
    void a_download_is_gone_on_with() throws Exception {
        String address = done("shop-1", ORDERS);
        String tag = send(get("shop-1", address)).headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> rest =
                send(get("shop-1", address).header("Range", "bytes=8-").header("If-Range", tag));
        HttpResponse<String> changed =
                send(get("shop-1", address).header("Range", "bytes=8-").header("If-Range", "\"another\""));
        HttpResponse<String> beyond = send(get("shop-1", address).header("Range", "bytes=99-"));
        HttpResponse<String> known = send(get("shop-1", address).header("If-None-Match", tag));

        assertThat(rest.statusCode()).isEqualTo(206);
        assertThat(rest.body()).isEqualTo(FILE.substring(8));
        assertThat(rest.headers().firstValue("Content-Range")).hasValue("bytes 8-10/11");
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.body()).isEqualTo(FILE);
        assertProblem(beyond, 416, "range-not-satisfiable");
        assertThat(beyond.headers().firstValue("Content-Range")).hasValue("bytes */11");
        assertThat(known.statusCode()).isEqualTo(304);
    }

    @Test
    void a_file_is_compressed_on_the_way_to_who_takes_that() throws Exception {
        String address = done("shop-1", ORDERS);

        HttpResponse<byte[]> packed = HTTP.send(
                get("shop-1", address).header("Accept-Encoding", "br, gzip").build(), BodyHandlers.ofByteArray());

        assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(new String(unpacked.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(FILE);
        }
    }

    @Test
    void the_head_of_a_file_says_how_long_it_is() throws Exception {
        String address = done("shop-1", ORDERS);

        HttpResponse<String> head = send(get("shop-1", address).method("HEAD", BodyPublishers.noBody()));

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(FILE.length());
        assertThat(head.headers().firstValue("Accept-Ranges")).hasValue("bytes");
    }

    @Test
    void anothers_export_is_as_one_that_there_is_not() throws Exception {
        String address = done("shop-1", ORDERS);
        String job = address.substring(0, address.lastIndexOf('/'));
        String nothing = "/v1/exports/" + UUID.randomUUID();

        for (String path : List.of("", "/file")) {
            HttpResponse<String> another = send(get("shop-2", job + path));
            assertProblem(another, 404, "not-found");
            assertThat(JSON.readTree(another.body()).get("detail"))
                    .isEqualTo(JSON.readTree(send(get("shop-2", nothing + path)).body())
                            .get("detail"));
        }
        assertProblem(send(get("shop-2", job).DELETE()), 404, "not-found");
        assertProblem(send(get("shop-1", "/v1/exports/1-1-1-1-1")), 404, "not-found");
        assertThat(send(get("shop-2", "/v1/exports")).body()).isEqualTo("[]");
        assertThat(send(get("shop-1", job)).statusCode()).isEqualTo(200);
    }

    @Test
    void a_removed_export_is_gone() throws Exception {
        String address = done("shop-1", ORDERS);
        String job = address.substring(0, address.lastIndexOf('/'));

        assertThat(send(get("shop-1", job).DELETE()).statusCode()).isEqualTo(204);

        assertProblem(send(get("shop-1", job)), 404, "not-found");
        assertProblem(send(get("shop-1", address)), 404, "not-found");
        assertProblem(send(get("shop-1", job).DELETE()), 404, "not-found");
    }

    @Test
    void there_are_so_many_for_a_merchant_and_not_more() throws Exception {
        druid.outcome = new RunOutcome.Unavailable();
        for (int i = 0; i < 3; i++) {
            assertThat(begin("shop-1", ORDERS).statusCode()).isEqualTo(202);
        }

        assertProblem(begin("shop-1", ORDERS), 429, "too-many-exports");
        assertThat(begin("shop-2", ORDERS).statusCode()).isEqualTo(202);
    }

    @Test
    void what_is_not_finished_has_no_file() throws Exception {
        druid.outcome = new RunOutcome.Unavailable();
        String job = "/v1/exports/"
                + JSON.readTree(begin("shop-1", ORDERS).body()).get("id").asText();

        assertProblem(send(get("shop-1", job + "/file")), 409, "no-file-yet");
    }

    @Test
    void what_cannot_be_made_says_why() throws Exception {
        druid.outcome = new RunOutcome.TimedOut();

        JsonNode failed = await(begin("shop-1", ORDERS), "failed");

        assertThat(failed.at("/failure/type").asText()).isEqualTo("urn:tillview:problem:timed-out");
    }

    @Test
    void while_the_database_is_away_exports_are_and_questions_are_not() throws Exception {
        store.goAway(true);

        HttpResponse<String> export = begin("shop-1", ORDERS);

        assertProblem(export, 503, "unavailable");
        assertThat(export.headers().firstValue("Retry-After")).isPresent();
        assertThat(send(post("shop-1", "/v1/query", "{\"measures\": [\"orders\"], \"timeRange\": {\"last\": \"P7D\"}}"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(HttpRequest.newBuilder(service.resolve("q/health/ready")))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void what_is_wrong_is_said_and_methods_that_there_are_not_too() throws Exception {
        assertProblem(begin("shop-1", "{\"query\": {}, \"format\": \"xls\"}"), 400, "invalid-query");
        assertThat(send(get("shop-1", "/v1/exports").PUT(BodyPublishers.ofString("{}")))
                        .headers()
                        .firstValue("Allow"))
                .hasValue("GET, HEAD, POST, OPTIONS");
        assertThat(send(get("shop-1", "/v1/exports/" + UUID.randomUUID()).PUT(BodyPublishers.ofString("{}")))
                        .headers()
                        .firstValue("Allow"))
                .hasValue("GET, HEAD, DELETE, OPTIONS");
        assertProblem(send(HttpRequest.newBuilder(service.resolve("v1/exports"))), 401, "unauthenticated");
    }

    @Test
    void the_description_names_the_columns_of_events_and_the_states_there_are() throws Exception {
        JsonNode schemas = JSON.readTree(send(HttpRequest.newBuilder(service.resolve("openapi?format=json")))
                        .body())
                .at("/components/schemas");

        assertThat(schemas.at("/ExportColumn/enum"))
                .extracting(JsonNode::asText)
                .isEqualTo(EventColumn.names());
        assertThat(schemas.at("/Export/properties/state/enum"))
                .extracting(JsonNode::asText)
                .containsExactly(Arrays.stream(ExportState.values())
                        .map(ExportState::externalName)
                        .toArray(String[]::new));
    }

    private void assertProblem(HttpResponse<String> response, int status, String type) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(JSON.readTree(response.body()).get("type").asText()).isEqualTo("urn:tillview:problem:" + type);
    }

    private String done(String merchant, String body) throws Exception {
        return await(begin(merchant, body), "done").get("file").asText();
    }

    private JsonNode await(HttpResponse<String> accepted, String state) throws Exception {
        String address =
                "/v1/exports/" + JSON.readTree(accepted.body()).get("id").asText();
        Instant giveUp = Instant.now().plus(LIMIT);
        JsonNode job = JSON.readTree(send(get("shop-1", address)).body());
        while (!job.get("state").asText().equals(state) && Instant.now().isBefore(giveUp)) {
            job = JSON.readTree(send(get("shop-1", address)).body());
        }
        assertThat(job.get("state").asText()).as(job.toString()).isEqualTo(state);
        return job;
    }

    private HttpResponse<String> begin(String merchant, String body) throws Exception {
        return send(post(merchant, "/v1/exports", body));
    }

    private HttpRequest.Builder post(String merchant, String path, String body) {
        return get(merchant, path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder get(String merchant, String path) {
        AccessTokenSigner signer =
                new AccessTokenSigner(KeyFiles.readPrivateKey(Path.of(issuerKey)), InstantSource.system());
        return HttpRequest.newBuilder(service.resolve(path))
                .header(
                        "Authorization",
                        "Bearer " + signer.signForMerchant(new MerchantId(merchant), Duration.ofMinutes(1)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
