package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.cluster.Ports.Endpoint;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The front door: who gets in, what may be asked, and what is said to whom is refused. */
@ExtendWith(TillviewExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class RestIT {
    private static final String QUESTION =
            "{\"measures\": [\"events\"], \"timeRange\": {\"last\": \"P1D\"}, \"grain\": \"none\"}";

    private final Tillview tillview;

    RestIT(Tillview tillview) {
        this.tillview = tillview;
    }

    @BeforeAll
    void publish() {
        tillview.publish(Events.orders("rest-a", 2));
        tillview.publish(Events.orders("rest-b", 4));
        tillview.awaitEvents("rest-a", 2);
        tillview.awaitEvents("rest-b", 4);
    }

    @Test
    void each_merchant_is_answered_from_its_own_rows() {
        assertThat(tillview.rows("rest-a", QUESTION).toString()).isEqualTo("[[2]]");
        assertThat(tillview.rows("rest-b", QUESTION).toString()).isEqualTo("[[4]]");
        assertThat(tillview.rows("rest-nobody", QUESTION).toString()).isEqualTo("[[0]]");
    }

    @Test
    void someone_elses_merchant_is_403_and_tells_nothing_of_it() {
        HttpResponse<String> response = tillview.send(
                query("Bearer " + tillview.merchantToken("rest-a"), QUESTION).header("X-Merchant-Id", "rest-b"));

        assertProblem(response, 403);
        assertThat(response.body()).doesNotContain("rest-b").doesNotContain("rows");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer x", "Bearer eyJhbGciOiJub25lIn0.e30.", "Basic YWRtaW46YWRtaW4=", "", "Bearer "})
    void what_is_no_token_is_401(String authorization) {
        assertProblem(tillview.send(query(authorization, QUESTION)), 401);
    }

    @Test
    void no_token_at_all_is_401() {
        assertProblem(tillview.send(query(null, QUESTION)), 401);
    }

    @Test
    void a_malformed_question_is_400_and_names_every_violation() {
        HttpResponse<String> response = tillview.ask(
                "rest-a",
                """
                {"measures": ["ordrs"], "dimensions": ["chanel"], "grain": "fortnight", "limit": 0,
                 "timeRange": {"from": "2026-13-01", "to": "yesterday"}, "filter": []}
                """);

        JsonNode violations = assertProblem(response, 400).get("violations");
        assertThat(violations.findValuesAsText("field"))
                .contains("measures[0]", "dimensions[0]", "grain", "limit", "filter")
                .anyMatch(field -> field.startsWith("timeRange"));
        assertThat(violations.toString()).contains("orders", "channel", "filters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"measures\": 1}", "{\"measures\": [\"events\"]"})
    void what_is_no_question_is_400(String body) {
        assertProblem(tillview.ask("rest-a", body), 400);
    }

    @Test
    void another_merchants_id_cannot_be_reached_by_a_filter_or_a_dimension() {
        for (String attempt : new String[] {
            "{\"dimension\": \"merchant_id\", \"op\": \"eq\", \"value\": \"rest-b\"}",
            "{\"dimension\": \"channel' OR merchant_id = 'rest-b\", \"op\": \"eq\", \"value\": \"x\"}"
        }) {
            assertProblem(
                    tillview.ask(
                            "rest-a",
                            "{\"measures\": [\"events\"], \"timeRange\": {\"last\": \"P1D\"}, \"filters\": [" + attempt
                                    + "]}"),
                    400);
        }
        assertThat(tillview.rows(
                                "rest-a",
                                """
                                {"measures": ["events"], "timeRange": {"last": "P1D"}, "grain": "none",
                                 "filters": [{"dimension": "channel", "op": "eq",
                                              "value": "x' OR merchant_id = 'rest-b' --"}]}
                                """)
                        .toString())
                .isEqualTo("[[0]]");
    }

    @Test
    void the_catalog_and_the_callers_own_page_answer() {
        JsonNode catalog = Tillview.json(
                get("/v1/catalog", tillview.merchantToken("rest-a")).body());
        JsonNode me =
                Tillview.json(get("/v1/me", tillview.merchantToken("rest-a")).body());

        assertThat(catalog.get("measures").findValuesAsText("name")).contains("events", "orders", "net_sales");
        assertThat(catalog.get("dimensions").findValuesAsText("name")).contains("channel", "country", "page_path");
        assertThat(me.toString()).contains("rest-a").doesNotContain("rest-b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health/live", "/q/health/ready", "/q/metrics", "/openapi"})
    void what_operators_and_tools_need_is_there(String path) {
        HttpResponse<String> response = tillview.get(uri(path), null);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isNotEmpty().doesNotContain("rest-a").doesNotContain("rest-b");
    }

    private JsonNode assertProblem(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(response.headers().firstValue("X-Query-Id")).isPresent();
        JsonNode problem = Tillview.json(response.body());
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("title").asText()).isNotEmpty();
        return problem;
    }

    private HttpResponse<String> get(String path, String token) {
        return tillview.get(uri(path), "Bearer " + token);
    }

    private HttpRequest.Builder query(String authorization, String body) {
        return tillview.request(uri("/v1/query"), authorization)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private URI uri(String path) {
        return tillview.installation().http(Endpoint.QUERY_SERVICE).resolve(path);
    }
}
