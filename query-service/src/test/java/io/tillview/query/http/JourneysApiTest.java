package io.tillview.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tillview.query.answering.RunOutcome;
import io.tillview.query.answering.RunOutcome.Rows;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.OneMerchant;
import io.tillview.tenancy.token.AccessTokenSigner;
import io.tillview.tenancy.token.KeyFiles;
import jakarta.inject.Inject;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /v1/funnel} and {@code POST /v1/retention}, as merchants meet them: the whole service but for Druid. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class JourneysApiTest {
    private static final String FUNNEL =
            """
            {"steps": [{"eventType": "product_viewed"}, {"eventType": "order_placed"}], "window": "PT1H",
             "timeRange": {"from": "2026-11-01", "to": "2026-11-02"}%s}
            """;
    private static final String RETENTION =
            "{\"grain\": \"day\", \"periods\": 1, \"timeRange\": {\"from\": \"2026-11-01\", \"to\": \"2026-11-03\"}}";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    FakeDruid druid;

    @Inject
    FakeFreshness freshness;

    @TestHTTPResource
    URI service;

    @ConfigProperty(name = Installation.ISSUER_KEY)
    String issuerKey;

    @BeforeEach
    void reset() {
        druid.reset();
        freshness.know(Instant.parse("2026-11-02T12:00:00Z"), Instant.parse("2026-11-02T12:00:00Z"));
    }

    @Test
    void answers_for_a_funnel_of_the_callers_own_shop() throws Exception {
        druid.inTurn = List.of(
                rows(List.of(4L, 0L)),
                rows(
                        List.of(7L, at("10:00:00"), 1L),
                        List.of(7L, at("10:30:00"), 2L),
                        List.of(8L, at("10:00:00"), 1L),
                        List.of(8L, at("11:00:01"), 2L)));

        JsonNode answer = JSON.readTree(post("v1/funnel", FUNNEL.formatted("")).body());

        assertThat(answer.get("steps").toString())
                .isEqualTo("[{\"eventType\":\"product_viewed\",\"visitors\":2,\"conversionFromFirst\":1.0,"
                        + "\"conversionFromPrevious\":null,\"medianSeconds\":null},"
                        + "{\"eventType\":\"order_placed\",\"visitors\":1,\"conversionFromFirst\":0.5,"
                        + "\"conversionFromPrevious\":0.5,\"medianSeconds\":1800.0}]");
        assertThat(answer.get("rows")).isEmpty();
        assertThat(answer.get("sampled").isNull()).isTrue();
        assertThat(answer.get("warnings")).isEmpty();
        assertThat(answer.at("/meta/source").asText()).isEqualTo("merchant_events");
        assertThat(answer.at("/meta/completeness").asText()).isEqualTo("received");
        assertThat(druid.asked).hasSize(2).allSatisfy(sql -> assertThat(sql.scope())
                .isEqualTo(new OneMerchant(new MerchantId("shop-1"))));
    }

    @Test
    void breaks_a_funnel_down_by_the_value_that_an_attempt_begins_with() throws Exception {
        druid.inTurn = List.of(
                rows(Arrays.asList("ads", 2L), Arrays.asList(null, 1L), Arrays.asList("rare", 1L)),
                rows(List.of(4L, 3L)),
                rows(
                        List.of(7L, at("10:00:00"), 1L, "ads"),
                        List.of(7L, at("10:30:00"), 2L, "rare"),
                        Arrays.asList(8L, at("10:00:00"), 1L, null),
                        List.of(8L, at("10:01:00"), 1L, "ads"),
                        List.of(9L, at("10:01:00"), 1L, "rare")));

        JsonNode answer =
                JSON.readTree(post("v1/funnel", FUNNEL.formatted(", \"dimension\": \"channel\", \"limit\": 2"))
                        .body());

        assertThat(answer.at("/steps/0/visitors").asLong()).isEqualTo(3);
        assertThat(answer.get("rows").findValuesAsText("value")).containsExactly("ads", "null");
        assertThat(answer.at("/rows/0/steps").findValuesAsText("visitors")).containsExactly("2", "1");
        assertThat(answer.at("/rows/1/steps").findValuesAsText("visitors")).containsExactly("1", "0");
        assertThat(answer.at("/page/truncated").asBoolean()).isTrue();
        assertThat(answer.at("/warnings/0/code").asText()).isEqualTo("without_visitor");
        assertThat(answer.at("/warnings/0/message").asText()).startsWith("3 events");
    }

    @Test
    void answers_for_retention() throws Exception {
        druid.inTurn = List.of(
                rows(List.of(3L, 0L)),
                rows(
                        List.of(7L, at("10:00:00"), 3L),
                        List.of(7L, at("10:30:00") + 86_400_000, 3L),
                        List.of(8L, at("10:00:00"), 3L)));

        JsonNode answer = JSON.readTree(post("v1/retention", RETENTION).body());

        assertThat(answer.get("cohorts").toString())
                .isEqualTo("[{\"time\":\"2026-11-01T00:00:00Z\",\"visitors\":2,\"periods\":["
                        + "{\"period\":0,\"visitors\":0,\"share\":0.0,\"complete\":true},"
                        + "{\"period\":1,\"visitors\":1,\"share\":0.5,\"complete\":false}]}]");
        assertThat(answer.get("overall").toString())
                .isEqualTo("[{\"period\":0,\"cohortVisitors\":2,\"visitors\":0,\"share\":0.0},"
                        + "{\"period\":1,\"cohortVisitors\":0,\"visitors\":0,\"share\":null}]");
        assertThat(answer.at("/meta/completeness").asText()).isEqualTo("open");
    }

    @Test
    void says_so_when_the_numbers_are_estimates() throws Exception {
        druid.inTurn = List.of(
                rows(List.of(9_000_000L, 0L)), rows(List.of(7L, at("10:00:00"), 1L), List.of(7L, at("10:30:00"), 2L)));

        JsonNode answer = JSON.readTree(post("v1/funnel", FUNNEL.formatted("")).body());

        assertThat(answer.at("/sampled/share").asDouble()).isBetween(0.0999, 0.1);
        assertThat(answer.at("/sampled/relativeError").asDouble()).isBetween(1.89, 1.9);
        assertThat(answer.at("/steps/1/visitors").asLong()).isEqualTo(10);
        assertThat(answer.at("/steps/1/relativeError").asDouble()).isBetween(1.89, 1.9);
        assertThat(answer.at("/warnings/0/code").asText()).isEqualTo("sampled");
        assertThat(druid.asked.get(1).text()).contains("ABS(MOD(\"visitor_key\", 1000003)) < 100000 ");
    }

    @Test
    void nothing_ingested_is_said_and_is_no_error() throws Exception {
        druid.outcome = new RunOutcome.NoSuchDatasource();

        JsonNode answer = JSON.readTree(post("v1/funnel", FUNNEL.formatted("")).body());

        assertThat(answer.at("/steps/0/visitors").asLong()).isZero();
        assertThat(answer.at("/steps/1/conversionFromFirst").isNull()).isTrue();
        assertThat(answer.at("/warnings/0/code").asText()).isEqualTo("no_data_yet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1/funnel", "v1/retention"})
    void what_goes_wrong_is_a_problem(String path) throws Exception {
        String body = path.endsWith("funnel") ? FUNNEL.formatted("") : RETENTION;
        assertProblem(post(path, "{\"windw\": 3}"), 400, "invalid-query");
        assertProblem(post(path, "{"), 400, "malformed-json");

        druid.inTurn = List.of(rows(List.of(1L, 0L)), new RunOutcome.TimedOut());
        assertProblem(post(path, body), 504, "timed-out");
        druid.asked.clear();
        druid.inTurn = List.of(rows(List.of(1L, 0L)), new RunOutcome.Overloaded());
        HttpResponse<String> overloaded = post(path, body);
        assertProblem(overloaded, 503, "overloaded");
        assertThat(overloaded.headers().firstValue("Retry-After")).isPresent();
        druid.inTurn = List.of(new RunOutcome.Unavailable());
        assertProblem(post(path, body), 503, "unavailable");
        druid.inTurn = List.of(new RunOutcome.Refused(RunOutcome.Refused.Reason.TOO_LARGE, OptionalInt.empty()));
        assertProblem(post(path, body), 400, "invalid-query");
        druid.inTurn = List.of(new RunOutcome.Failed());
        assertProblem(post(path, body), 500, "internal");

        HttpResponse<String> wrongMethod = HTTP.send(
                HttpRequest.newBuilder(service.resolve(path))
                        .header("Authorization", "Bearer " + token())
                        .build(),
                BodyHandlers.ofString());
        assertProblem(wrongMethod, 405, "method-not-allowed");
        assertThat(wrongMethod.headers().firstValue("Allow")).contains("POST, OPTIONS");
    }

    private static RunOutcome rows(List<?>... rows) {
        return new Rows(Arrays.stream(rows).<List<Object>>map(ArrayList::new).toList());
    }

    private static long at(String time) {
        return Instant.parse("2026-11-01T" + time + "Z").toEpochMilli();
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(service.resolve(path))
                        .header("Authorization", "Bearer " + token())
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private String token() {
        return new AccessTokenSigner(KeyFiles.readPrivateKey(Path.of(issuerKey)), InstantSource.system())
                .signForMerchant(new MerchantId("shop-1"), Duration.ofMinutes(5));
    }

    private static void assertProblem(HttpResponse<String> response, int status, String type) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(JSON.readTree(response.body()).path("type").asText()).isEqualTo("urn:tillview:problem:" + type);
    }
}
