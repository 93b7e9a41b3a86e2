package io.tillview.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tillview.query.answering.RunOutcome;
import io.tillview.query.catalog.Dimension;
import io.tillview.query.catalog.Measure;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.token.AccessTokenSigner;
import io.tillview.tenancy.token.KeyFiles;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API as callers meet it: the whole service but for Druid. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class RestApiTest {
    private static final String ORDERS = "{\"measures\": [\"orders\"], \"timeRange\": {\"last\": \"P7D\"}}";
    private static final String ADDRESSES =
            """
            /v1/query /v1/query/batch /v1/funnel /v1/retention /v1/sql /v1/exports /v1/exports/{id} /v1/exports/{id}/file /v1/realtime
            /v1/catalog /v1/me /v1/freshness /v1/admin/query /v1/admin/suspensions /v1/admin/merchants/{id}/suspension /v1/admin/cache
            /v1/admin/merchants/{id}/cache""";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    FakeDruid druid;

    @TestHTTPResource
    URI service;

    @ConfigProperty(name = Installation.ISSUER_KEY)
    String issuerKey;

    @BeforeEach
    void reset() {
        druid.reset();
    }

    @Test
    void answers_a_question_about_the_callers_own_shop() throws Exception {
        HttpResponse<String> response = send(post(ORDERS, tokenOf("shop-1")));

        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode answer = JSON.readTree(response.body());
        assertThat(answer.at("/columns/0/name").asText()).isEqualTo("orders");
        assertThat(answer.at("/rows/0/0").asLong()).isEqualTo(3);
        assertThat(answer.at("/page").toString()).isEqualTo("{\"nextPageToken\":null,\"truncated\":false}");
        assertThat(answer.at("/meta/source").asText()).isEqualTo("merchant_metrics");
        assertThat(response.headers().firstValue("X-Query-Id"))
                .contains(answer.at("/meta/queryId").asText());
        assertThat(druid.asked).singleElement().satisfies(sql -> {
            assertThat(sql).hasToString("ScopedSql[shop-1, merchant_metrics]");
            assertThat(sql.subject()).isEqualTo("merchant-shop-1");
        });
    }

    @Test
    void someone_elses_merchant_is_forbidden_and_nothing_is_asked() throws Exception {
        HttpResponse<String> response = send(post(ORDERS, tokenOf("shop-1")).header("X-Merchant-Id", "shop-2"));

        assertProblem(response, 403, "forbidden");
        assertThat(response.body()).doesNotContain("shop-2");
        assertThat(druid.asked).isEmpty();
    }

    @Test
    void an_admin_has_to_name_a_merchant() throws Exception {
        assertProblem(send(post(ORDERS, adminToken())), 400, "merchant-not-named");
        assertThat(send(post(ORDERS, adminToken()).header("X-Merchant-Id", "shop-2"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void what_is_no_merchant_id_is_said_to_be_none() throws Exception {
        HttpResponse<String> response = send(post(ORDERS, tokenOf("shop-1")).header("X-Merchant-Id", "shop 1"));

        assertProblem(response, 400, "invalid-query");
        assertThat(response.body()).contains("\"field\":\"X-Merchant-Id\"");
    }

    @Test
    void without_a_token_nobody_is_heard() throws Exception {
        for (String path : List.of("v1/catalog", "v1/me", "v1/freshness")) {
            HttpResponse<String> response =
                    send(HttpRequest.newBuilder(service.resolve(path)).GET());
            assertProblem(response, 401, "unauthenticated");
            assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"tillview\"");
        }
    }

    @ParameterizedTest
    @CsvSource({"not-a-token", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.", "''"})
    void a_token_that_proves_nothing_is_refused(String token) throws Exception {
        HttpResponse<String> response = send(post(ORDERS, token));

        assertProblem(response, 401, "unauthenticated");
        assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
    }

    @Test
    void a_token_whose_time_is_over_is_refused() throws Exception {
        InstantSource yesterday = InstantSource.fixed(Instant.now().minus(Duration.ofDays(1)));
        String token = new AccessTokenSigner(KeyFiles.readPrivateKey(Path.of(issuerKey)), yesterday)
                .signForMerchant(new MerchantId("shop-1"), Duration.ofHours(1));

        assertProblem(send(post(ORDERS, token)), 401, "unauthenticated");
    }

    @Test
    void names_everything_that_is_wrong_with_a_question() throws Exception {
        HttpResponse<String> response =
                send(post("{\"measures\": [\"ordrs\"], \"limit\": \"many\"}", tokenOf("shop-1")));

        assertProblem(response, 400, "invalid-query");
        assertThat(JSON.readTree(response.body()).at("/violations").findValuesAsText("field"))
                .containsExactlyInAnyOrder("measures[0]", "limit", "timeRange");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"measures\": | application/json | application/json | 400 | malformed-json",
                "'' | application/json | application/json | 400 | malformed-json",
                "{} | text/plain | application/json | 415 | unsupported-media-type",
                "{} | application/json | application/xml | 406 | not-acceptable"
            })
    void a_request_in_another_language_is_refused(String body, String type, String accept, int status, String problem)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.resolve("v1/query"))
                .header("Authorization", "Bearer " + tokenOf("shop-1"))
                .header("Content-Type", type)
                .header("Accept", accept)
                .POST(BodyPublishers.ofString(body));

        assertProblem(send(request), status, problem);
    }

    @Test
    void a_body_that_is_too_long_is_not_read() throws Exception {
        assertProblem(send(post(" ".repeat(65_537), tokenOf("shop-1"))), 413, "body-too-large");
    }

    @Test
    void there_is_nothing_elsewhere_and_nothing_for_other_methods() throws Exception {
        assertProblem(send(HttpRequest.newBuilder(service.resolve("nothing")).GET()), 404, "not-found");
        assertProblem(send(HttpRequest.newBuilder(service.resolve("v1/nothing")).GET()), 404, "not-found");
        HttpResponse<String> wrongMethod =
                send(HttpRequest.newBuilder(service.resolve("v1/query")).GET());
        assertProblem(wrongMethod, 405, "method-not-allowed");
        assertThat(wrongMethod.headers().firstValue("Allow")).contains("POST, OPTIONS");
    }

    @Test
    void what_druid_could_not_do_has_its_own_status() throws Exception {
        druid.outcome = new RunOutcome.Unavailable();
        HttpResponse<String> unavailable = send(post(ORDERS, tokenOf("shop-1")));
        assertProblem(unavailable, 503, "unavailable");
        assertThat(unavailable.headers().firstValue("Retry-After")).contains("2");

        druid.outcome = new RunOutcome.TimedOut();
        assertProblem(send(post(ORDERS, tokenOf("shop-1"))), 504, "timed-out");
    }

    @Test
    void a_fault_of_our_own_tells_nothing_of_itself() throws Exception {
        druid.throwing = true;

        HttpResponse<String> response = send(post(ORDERS, tokenOf("shop-1")));

        assertProblem(response, 500, "internal");
        assertThat(response.body()).doesNotContain("secret", "Exception");
    }

    @Test
    void says_who_is_calling() throws Exception {
        JsonNode me = JSON.readTree(send(get("v1/me", tokenOf("shop-unasked"))).body());

        assertThat(me.toString())
                .isEqualTo(
                        "{\"subject\":\"merchant-shop-unasked\",\"kind\":\"merchant\",\"merchants\":[\"shop-unasked\"],"
                                + "\"scopes\":[\"query\"],\"quotas\":[{\"merchant\":\"shop-unasked\",\"requestsPerSecond\":1,\"burst\":2000,"
                                + "\"remaining\":2000,\"concurrentRequests\":16,\"running\":0}]}");
    }

    @Test
    void catalog_and_description_name_the_same_measures_and_dimensions() throws Exception {
        JsonNode catalog =
                JSON.readTree(send(get("v1/catalog", tokenOf("shop-1"))).body());
        JsonNode api = JSON.readTree(send(HttpRequest.newBuilder(service.resolve("openapi?format=json"))
                        .GET())
                .body());

        assertThat(catalog.at("/measures").findValuesAsText("name")).isEqualTo(Measure.names());
        assertThat(catalog.at("/dimensions").findValuesAsText("name")).isEqualTo(Dimension.names());
        assertThat(texts(api.at("/components/schemas/Measure/enum"))).isEqualTo(Measure.names());
        assertThat(texts(api.at("/components/schemas/Dimension/enum"))).isEqualTo(Dimension.names());
        assertThat(api.at("/components/schemas/DimensionOrAttribute/pattern").asText())
                .isEqualTo("^(" + String.join("|", Dimension.names()) + "|attributes\\..+)$");
        assertThat(Stream.of("FilterByValue", "FilterByValues", "FilterByPresence")
                        .flatMap(filter ->
                                texts(api.at("/components/schemas/" + filter + "/properties/op/enum")).stream()))
                .containsExactlyInAnyOrderElementsOf(texts(catalog.at("/dimensions/0/filters")))
                .containsExactlyInAnyOrderElementsOf(texts(catalog.at("/attributes/filters")));
        assertThat(texts(api.at("/components/schemas/Having/properties/op/enum")))
                .isEqualTo(texts(catalog.at("/measures/0/having")));
        assertThat(texts(api.at("/components/schemas/Query/properties/grain/enum")))
                .isEqualTo(texts(catalog.at("/measures/0/grains")));
        assertThat(api.at("/components/schemas/Query/properties/limit/maximum").asInt())
                .isEqualTo(catalog.at("/limits/maxRows").asInt());
        assertThat(api.at("/paths").fieldNames()).toIterable().containsExactlyInAnyOrder(ADDRESSES.split("\\s+", -1));
    }

    @Test
    void is_ready_while_a_broker_answers_and_alive_all_the_same() throws Exception {
        assertThat(statusOf("q/health/ready")).isEqualTo(200);

        druid.answering = false;

        assertThat(statusOf("q/health/ready")).isEqualTo(503);
        assertThat(statusOf("q/health/live")).isEqualTo(200);
        assertThat(statusOf("q/metrics")).isEqualTo(200);
    }

    private int statusOf(String path) throws Exception {
        return send(HttpRequest.newBuilder(service.resolve(path)).GET()).statusCode();
    }

    private HttpRequest.Builder post(String body, String token) {
        return HttpRequest.newBuilder(service.resolve("v1/query"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder get(String path, String token) {
        return HttpRequest.newBuilder(service.resolve(path))
                .header("Authorization", "Bearer " + token)
                .GET();
    }

    private String tokenOf(String merchant) {
        return signer().signForMerchant(new MerchantId(merchant), Duration.ofMinutes(5));
    }

    private String adminToken() {
        return signer().signForAdmin(Duration.ofMinutes(5));
    }

    private AccessTokenSigner signer() {
        return new AccessTokenSigner(KeyFiles.readPrivateKey(Path.of(issuerKey)), InstantSource.system());
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static void assertProblem(HttpResponse<String> response, int status, String type) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(media -> assertThat(media).startsWith("application/problem+json"));
        JsonNode problem = JSON.readTree(response.body());
        assertThat(problem.path("type").asText()).isEqualTo("urn:tillview:problem:" + type);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        String id = response.headers().firstValue("X-Query-Id").orElseThrow();
        assertThat(problem.path("instance").asText()).isEqualTo("urn:uuid:" + id);
    }
}
