package io.tillview.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tillview.query.answering.RunOutcome;
import io.tillview.query.scoping.Questions;
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
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /v1/admin/query} as admins meet it, and everybody else. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class AdminQueryApiTest {
    private static final String PATH = "v1/admin/query";
    private static final String ORDERS = "{\"measures\": [\"orders\"], \"timeRange\": {\"last\": \"P7D\"}}";
    private static final String BY_MERCHANT = "{\"measures\": [\"orders\"], \"timeRange\": {\"last\": \"P7D\"},"
            + " \"dimensions\": [\"merchant_id\"], \"limit\": 1%s}";
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
    void answers_an_admin_over_all_merchants() throws Exception {
        HttpResponse<String> response = send(post(PATH, ORDERS, adminToken()));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode answer = JSON.readTree(response.body());
        assertThat(answer.at("/rows").toString()).isEqualTo("[[3]]");
        assertThat(answer.at("/meta/source").asText()).isEqualTo("platform_metrics");
        assertThat(druid.asked).singleElement().satisfies(sql -> {
            assertThat(sql.scope()).isSameAs(Questions.EVERYBODY);
            assertThat(sql.subject()).isEqualTo("admin");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {ORDERS, "{\"measures\": [\"nothing\"]}", "no json", ""})
    void a_merchant_is_refused_before_anything_is_read(String body) throws Exception {
        for (HttpRequest.Builder request : List.of(
                post(PATH, body, shopToken()), post(PATH, body, shopToken()).header("X-Merchant-Id", "shop-2"))) {
            HttpResponse<String> response = send(request);

            JsonNode problem = problem(response, 403, "forbidden");
            assertThat(problem.at("/detail").asText()).isEqualTo("Only admins may do this.");
            assertThat(problem.has("violations")).isFalse();
            assertThat(response.body()).doesNotContain("merchant_id", "platform", "shop-2");
        }
        assertThat(druid.asked).isEmpty();
    }

    @Test
    void who_proves_nothing_is_refused() throws Exception {
        problem(send(post(PATH, ORDERS, "not-a-token")), 401, "unauthenticated");
        assertThat(druid.asked).isEmpty();
    }

    @Test
    void figures_of_all_are_never_given_to_who_names_one_merchant() throws Exception {
        HttpResponse<String> response = send(post(PATH, ORDERS, adminToken()).header("X-Merchant-Id", "shop-1"));

        JsonNode problem = problem(response, 400, "invalid-query");
        assertThat(problem.at("/violations/0/field").asText()).isEqualTo("X-Merchant-Id");
        assertThat(druid.asked).isEmpty();
    }

    @Test
    void whose_an_event_is_is_unknown_everywhere_else() throws Exception {
        String filtered = "{\"measures\": [\"orders\"], \"timeRange\": {\"last\": \"P7D\"}, \"filters\":"
                + " [{\"any\": [{\"dimension\": \"merchant_id\", \"op\": \"eq\", \"value\": \"shop-2\"}]}]}";
        String funnel = "{\"steps\": [{\"eventType\": \"a\"}, {\"eventType\": \"b\"}], \"window\": \"P1D\","
                + " \"timeRange\": {\"last\": \"P7D\"}, \"dimension\": \"merchant_id\"}";

        for (String token : List.of(shopToken(), adminToken())) {
            for (HttpRequest.Builder request : List.of(
                    post("v1/query", BY_MERCHANT.formatted(""), token),
                    post("v1/query", filtered, token),
                    post("v1/funnel", funnel, token))) {
                HttpResponse<String> response = send(request.header("X-Merchant-Id", "shop-1"));

                problem(response, 400, "invalid-query");
                assertThat(response.body()).contains("'merchant_id' is not a known dimension.");
            }
        }
        assertThat(druid.asked).isEmpty();
    }

    @Test
    void a_name_that_is_mistyped_is_found() throws Exception {
        String mistyped = BY_MERCHANT.formatted("").replace("merchant_id", "merchnt_id");

        HttpResponse<String> response = send(post(PATH, mistyped, adminToken()));

        problem(response, 400, "invalid-query");
        assertThat(response.body()).contains("Did you mean 'merchant_id'?");
    }

    @Test
    void rows_come_as_csv() throws Exception {
        druid.outcome = new RunOutcome.Rows(List.of(List.of("shop-1", 5L)));

        HttpResponse<String> response =
                send(post(PATH, BY_MERCHANT.formatted(""), adminToken()).header("Accept", "text/csv"));

        assertThat(response.body()).isEqualTo("merchant_id,orders\r\nshop-1,5\r\n");
        assertThat(response.headers().firstValue("X-Source")).contains("merchant_metrics");
    }

    @Test
    void a_page_token_of_an_admin_s_is_good_for_the_admin_and_at_this_address_only() throws Exception {
        druid.outcome = new RunOutcome.Rows(List.of(List.of("ads", 5L), List.of("direct", 2L)));
        String question = BY_MERCHANT.replace("merchant_id", "channel");
        String admins = pageToken(post(PATH, question.formatted(""), adminToken()));
        String ofOne =
                pageToken(post("v1/query", question.formatted(""), adminToken()).header("X-Merchant-Id", "shop-1"));

        HttpResponse<String> next = send(post(PATH, question.formatted(page(admins)), adminToken()));

        assertThat(JSON.readTree(next.body()).at("/rows").toString()).isEqualTo("[[\"direct\",2]]");
        problem(send(post(PATH, question.formatted(page(ofOne)), adminToken())), 400, "invalid-query");
        problem(
                send(post("v1/query", question.formatted(page(admins)), adminToken())
                        .header("X-Merchant-Id", "shop-1")),
                400,
                "invalid-query");
        problem(send(post("v1/query", question.formatted(page(admins)), shopToken())), 400, "invalid-query");
    }

    @Test
    void another_method_is_told_which_there_is() throws Exception {
        HttpResponse<String> response = send(HttpRequest.newBuilder(service.resolve(PATH))
                .header("Authorization", "Bearer " + adminToken())
                .GET());

        problem(response, 405, "method-not-allowed");
        assertThat(response.headers().firstValue("Allow")).contains("POST, OPTIONS");
    }

    @Test
    void only_an_admin_s_catalog_has_the_merchant_and_the_description_agrees() throws Exception {
        JsonNode api = JSON.readTree(send(HttpRequest.newBuilder(service.resolve("openapi?format=json"))
                        .GET())
                .body());

        assertThat(dimensions(shopToken())).doesNotContain("merchant_id").contains("channel");
        assertThat(dimensions(adminToken())).contains("merchant_id", "channel");
        assertThat(api.at("/components/schemas/AdminQuery/properties").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(
                        () -> api.at("/components/schemas/Query/properties").fieldNames());
        assertThat(api.at("/components/schemas/AdminFilter/oneOf/0/properties/op/enum"))
                .isEqualTo(api.at("/components/schemas/Filter/oneOf/0/properties/op/enum"));
    }

    private List<String> dimensions(String token) throws Exception {
        HttpResponse<String> response = send(HttpRequest.newBuilder(service.resolve("v1/catalog"))
                .header("Authorization", "Bearer " + token)
                .GET());
        return JSON.readTree(response.body()).at("/dimensions").findValuesAsText("name");
    }

    private static String pageToken(HttpRequest.Builder request) throws Exception {
        return JSON.readTree(send(request).body()).at("/page/nextPageToken").asText();
    }

    private static String page(String token) {
        return ", \"pageToken\": \"" + token + "\"";
    }

    private HttpRequest.Builder post(String path, String body, String token) {
        return HttpRequest.newBuilder(service.resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private String shopToken() {
        return signer().signForMerchant(new MerchantId("shop-1"), Duration.ofMinutes(5));
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

    private static JsonNode problem(HttpResponse<String> response, int status, String type) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        JsonNode problem = JSON.readTree(response.body());
        assertThat(problem.path("type").asText()).isEqualTo("urn:tillview:problem:" + type);
        return problem;
    }
}
