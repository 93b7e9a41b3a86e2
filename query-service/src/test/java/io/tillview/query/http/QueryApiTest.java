package io.tillview.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tillview.query.answering.RunOutcome;
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
import java.util.OptionalInt;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Batches, CSV and pages as callers meet them. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class QueryApiTest {
    private static final String ORDERS = "{\"measures\": [\"orders\"], \"timeRange\": {\"last\": \"P7D\"}}";
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
    void what_takes_too_much_of_druid_is_the_questions_fault_and_says_what_helps() throws Exception {
        druid.outcome = new RunOutcome.Refused(RunOutcome.Refused.Reason.TOO_LARGE, OptionalInt.empty());

        HttpResponse<String> whole = send(post("v1/query", ORDERS));
        HttpResponse<String> split = send(
                post("v1/query", ORDERS.replace("{\"measures\"", "{\"dimensions\": [\"page_path\"], \"measures\"")));

        assertThat(whole.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(whole.body()).at("/violations/0/field").asText())
                .isEqualTo("timeRange");
        assertThat(split.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(split.body()).at("/violations/0/field").asText())
                .isEqualTo("dimensions");
        assertThat(split.body()).contains("fewer dimensions", "shorter time range");
    }

    @Test
    void a_batch_answers_each_question_for_itself() throws Exception {
        HttpResponse<String> response = send(
                post("v1/query/batch", "{\"queries\": [" + ORDERS + ", {\"measures\": [\"ordrs\"]}, " + ORDERS + "]}"));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode answers = JSON.readTree(response.body()).get("answers");
        assertThat(answers.findValuesAsText("status")).startsWith("200", "400").hasSize(4);
        assertThat(answers.at("/0/result/rows/0/0").asLong()).isEqualTo(3);
        assertThat(answers.at("/0/problem").isMissingNode()).isTrue();
        assertThat(answers.at("/1/problem/violations").findValuesAsText("field"))
                .containsExactlyInAnyOrder("measures[0]", "timeRange");
        assertThat(answers.at("/1/problem/instance").asText()).startsWith("urn:uuid:");
        assertThat(answers.at("/2/result/meta/queryId")).isNotEqualTo(answers.at("/0/result/meta/queryId"));
        // What is asked twice at the same time may be asked of Druid once.
        assertThat(druid.asked).hasSizeBetween(1, 2);
    }

    @Test
    void an_answer_that_the_caller_has_is_not_sent_again() throws Exception {
        HttpResponse<String> first = send(post("v1/query", ORDERS));
        String tag = first.headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> same = send(post("v1/query", ORDERS).header("If-None-Match", "W/\"other\", " + tag));
        HttpResponse<String> csv =
                send(post("v1/query", ORDERS).header("If-None-Match", tag).header("Accept", "text/csv"));
        druid.outcome = new RunOutcome.Rows(List.of(List.of(4L)));
        HttpResponse<String> changed = send(post("v1/query", ORDERS).header("If-None-Match", tag));

        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(same.headers().firstValue("ETag")).contains(tag);
        assertThat(csv.statusCode()).isEqualTo(200);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.headers().firstValue("ETag").orElseThrow()).isNotEqualTo(tag);
    }

    @Test
    void a_page_that_others_follow_is_sent_again_with_a_token_that_holds() throws Exception {
        String first = ORDERS.replace("P7D\"}", "P7D\"}, \"dimensions\": [\"channel\"], \"limit\": 1");
        druid.outcome = new RunOutcome.Rows(List.of(List.of("ads", 4L), List.of("email", 3L)));
        HttpResponse<String> page = send(post("v1/query", first));

        HttpResponse<String> again = send(post("v1/query", first)
                .header("If-None-Match", page.headers().firstValue("ETag").orElseThrow()));

        assertThat(JSON.readTree(page.body()).at("/page/nextPageToken").asText())
                .isNotEmpty();
        assertThat(again.statusCode()).isEqualTo(200);
    }

    @Test
    void while_nobody_says_what_is_served_an_answer_is_kept_only_for_whom_it_may_be_old() throws Exception {
        String old = ORDERS.replace("P7D\"}", "P8D\"}, \"maxStaleness\": \"PT1M\"");

        JsonNode first = JSON.readTree(send(post("v1/query", old)).body());
        druid.outcome = new RunOutcome.Rows(List.of(List.of(4L)));
        JsonNode second = JSON.readTree(send(post("v1/query", old)).body());
        JsonNode fresh = JSON.readTree(
                send(post("v1/query", old.replace("PT1M", "PT0S"))).body());

        assertThat(first.at("/meta/cache").asText()).isEqualTo("MISS");
        assertThat(second.at("/meta/cache").asText()).isEqualTo("STALE");
        assertThat(second.at("/rows/0/0").asLong()).isEqualTo(3);
        assertThat(fresh.at("/meta/cache").asText()).isEqualTo("MISS");
        assertThat(fresh.at("/rows/0/0").asLong()).isEqualTo(4);
    }

    @Test
    void one_fault_of_our_own_leaves_the_rest_of_a_batch_alone() throws Exception {
        druid.throwing = true;

        HttpResponse<String> response = send(post("v1/query/batch", "{\"queries\": [" + ORDERS + "]}"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(response.body()).at("/answers/0/status").asInt())
                .isEqualTo(500);
        assertThat(response.body()).doesNotContain("secret", "Exception");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | invalid-query",
                "{\"queries\": []} | invalid-query",
                "{\"queries\": {}} | invalid-query",
                "{\"queries\": [1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21]} | invalid-query",
                "{\"queries\": [{}], \"grain\": \"day\"} | invalid-query",
                "[ | malformed-json"
            })
    void a_batch_that_is_none_is_refused_as_a_whole(String body, String problem) throws Exception {
        assertProblem(send(post("v1/query/batch", body)), 400, problem);
    }

    @Test
    void the_same_rows_come_as_csv() throws Exception {
        HttpResponse<String> response = send(query(
                        "{\"measures\": [\"orders\"], \"timeRange\": {\"last\": \"P7D\"}, \"totals\": true}",
                        tokenOf("shop-1"))
                .header("Accept", "text/csv"));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("orders\r\n3\r\n");
        assertThat(response.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
        assertThat(response.headers().firstValue("X-Query-Id")).isPresent();
        assertThat(response.headers().firstValue("X-Truncated")).contains("false");
        assertThat(response.headers().firstValue("X-Totals")).contains("orders=3");
        assertThat(response.headers().firstValue("X-Source")).contains("merchant_metrics");
        assertThat(response.headers().firstValue("X-Warnings")).isEmpty();
    }

    @Test
    void an_error_is_no_csv() throws Exception {
        assertProblem(send(query("{}", tokenOf("shop-1")).header("Accept", "text/csv")), 400, "invalid-query");
    }

    @ParameterizedTest
    @CsvSource({"'*/*'", "'application/json, text/csv;q=0.5'", "'application/*'"})
    void json_comes_where_nothing_else_is_preferred(String accept) throws Exception {
        HttpResponse<String> response = send(query(ORDERS, tokenOf("shop-1")).header("Accept", accept));

        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
    }

    @Test
    void a_page_goes_on_for_the_same_question_only() throws Exception {
        druid.outcome = new RunOutcome.Rows(List.of(List.of("a", 3L), List.of("b", 2L)));
        String question =
                "{\"measures\": [\"orders\"], \"timeRange\": {\"last\": \"P7D\"}, \"dimensions\": [\"channel\"], \"limit\": %d%s}";
        String token = JSON.readTree(send(query(question.formatted(1, ""), tokenOf("shop-1")))
                        .body())
                .at("/page/nextPageToken")
                .asText();
        String page = ", \"pageToken\": \"" + token + "\"";

        HttpResponse<String> next = send(query(question.formatted(1, page), tokenOf("shop-1")));

        assertThat(JSON.readTree(next.body()).at("/rows").toString()).isEqualTo("[[\"b\",2]]");
        assertProblem(send(query(question.formatted(2, page), tokenOf("shop-1"))), 400, "invalid-query");
        assertProblem(send(query(question.formatted(1, page), tokenOf("shop-2"))), 400, "invalid-query");
    }

    private HttpRequest.Builder query(String body, String token) {
        return request("v1/query", body, token);
    }

    private HttpRequest.Builder post(String path, String body) {
        return request(path, body, tokenOf("shop-1"));
    }

    private HttpRequest.Builder request(String path, String body, String token) {
        return HttpRequest.newBuilder(service.resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private String tokenOf(String merchant) {
        return new AccessTokenSigner(KeyFiles.readPrivateKey(Path.of(issuerKey)), InstantSource.system())
                .signForMerchant(new MerchantId(merchant), Duration.ofMinutes(5));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static void assertProblem(HttpResponse<String> response, int status, String type) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(media -> assertThat(media).startsWith("application/problem+json"));
        assertThat(JSON.readTree(response.body()).path("type").asText()).isEqualTo("urn:tillview:problem:" + type);
    }
}
