package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.cluster.Ports.Endpoint;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What freshness promises holds, and the token that it is found out with opens nothing else. */
@ExtendWith(TillviewExtension.class)
class FreshnessIT {
    private static final String SHOP = "fresh-a";
    private static final String SUPERVISORS = "/druid/indexer/v1/supervisor/";
    private static final String METRICS =
            "{\"measures\": [\"events\"], \"timeRange\": {\"last\": \"P1D\"}, \"grain\": \"none\"}";
    private static final String DETAIL =
            """
            {"measures": ["events"], "timeRange": {"last": "P1D"}, "grain": "none",
             "filters": [{"dimension": "page_path", "op": "not_in", "values": ["/nowhere"]}]}
            """;

    private final Tillview tillview;

    FreshnessIT(Tillview tillview) {
        this.tillview = tillview;
    }

    @Test
    void what_was_published_before_the_time_it_reaches_is_in_the_answer() {
        for (int round = 1; round <= 3; round++) {
            tillview.publish(Events.orders(SHOP, 2));
            Instant published = Instant.now();

            JsonNode reach = awaitReach(answer -> reaches(answer, published));

            String all = "[[" + 2 * round + "]]";
            assertThat(tillview.rows(SHOP, METRICS).toString()).isEqualTo(all);
            assertThat(tillview.rows(SHOP, DETAIL).toString()).isEqualTo(all);
            assertThat(reach.at("/lagSeconds").asLong()).isBetween(0L, 30L);
            assertThat(reach.at("/datasources").findValuesAsText("state")).containsOnly("ingesting");
        }
    }

    @Test
    void says_where_the_data_begins() {
        tillview.publish(Events.orders("fresh-c", 1));
        Instant published = Instant.now();

        JsonNode reach = awaitReach(answer -> answer.at("/dataFrom").isTextual());

        assertThat(Instant.parse(reach.at("/dataFrom").asText())).isBefore(published);
        assertThat(reach.at("/datasources").findValues("dataFrom")).hasSize(2);
    }

    @Test
    void a_suspended_supervisor_s_time_stands_still_and_goes_on_when_it_is_resumed() {
        awaitReach(answer -> reaches(answer, Instant.EPOCH));
        supervisor("merchant_metrics/suspend");
        Instant stood;
        try {
            stood = dataThrough(awaitReach(answer -> metrics(answer, "state").equals("suspended")));
            tillview.publish(Events.orders("fresh-b", 1));
            Instant published = Instant.now();
            awaitReach(answer -> Instant.parse(
                            answer.at("/datasources/1/dataThrough").asText())
                    .isAfter(published));

            JsonNode still = freshness(tillview.merchantToken(SHOP));
            assertThat(metrics(still, "state")).isEqualTo("suspended");
            assertThat(dataThrough(still)).isEqualTo(stood).isBefore(published);
        } finally {
            supervisor("merchant_metrics/resume");
        }
        Instant resumed = Instant.now();

        awaitReach(answer -> reaches(answer, resumed));
        assertThat(tillview.rows("fresh-b", METRICS).toString()).isEqualTo("[[1]]");
    }

    @Test
    void only_an_admin_hears_how_many_records_are_waiting_and_nobody_unknown_hears_anything() {
        awaitReach(answer -> reaches(answer, Instant.EPOCH));

        assertThat(freshness(tillview.merchantToken(SHOP)).findValues("recordsBehind"))
                .isEmpty();
        assertThat(freshness(tillview.merchantToken(SHOP)).findValuesAsText("datasource"))
                .containsExactly("merchant_metrics", "merchant_events");
        JsonNode admins = freshness(tillview.adminToken());
        assertThat(admins.findValues("recordsBehind")).hasSize(3);
        assertThat(admins.findValuesAsText("datasource")).contains("platform_metrics");
        assertThat(tillview.get(freshnessUri(), null).statusCode()).isEqualTo(401);
        assertThat(tillview.get(freshnessUri(), "Bearer " + tillview.statusToken())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void the_status_token_opens_the_supervisors_status() {
        for (Endpoint role : new Endpoint[] {Endpoint.COORDINATOR, Endpoint.ROUTER}) {
            URI uri = tillview.installation().http(role).resolve(SUPERVISORS + "merchant_events/status");

            HttpResponse<String> response = tillview.get(uri, "Tillview-Status " + tillview.statusToken());

            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            assertThat(Tillview.json(response.body()).at("/payload/latestOffsets"))
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "COORDINATOR, POST, /druid/indexer/v1/supervisor/merchant_events/status",
        "COORDINATOR, GET, /druid/indexer/v1/supervisor",
        "COORDINATOR, GET, /druid/indexer/v1/supervisor/merchant_events",
        "COORDINATOR, GET, /druid/indexer/v1/supervisor/merchant_events/stats",
        "COORDINATOR, GET, /druid/indexer/v1/supervisor/merchant_events/history",
        "COORDINATOR, POST, /druid/indexer/v1/supervisor/merchant_events/suspend",
        "COORDINATOR, POST, /druid/indexer/v1/supervisor/merchant_events/reset",
        "COORDINATOR, POST, /druid/indexer/v1/supervisor/merchant_events/terminate",
        "COORDINATOR, GET, /druid/indexer/v1/supervisor/merchant_events;x/status",
        "COORDINATOR, GET, /druid/indexer/v1/supervisor/merchant%5fevents/status",
        "COORDINATOR, GET, /druid/indexer/v1/supervisor/%2e%2e/status",
        "COORDINATOR, GET, /druid/indexer/v1//supervisor/merchant_events/status",
        "COORDINATOR, GET, /druid/indexer/v1/tasks",
        "COORDINATOR, GET, /druid/coordinator/v1/datasources",
        "COORDINATOR, GET, /druid/coordinator/v1/datasources/merchant_events?full",
        "COORDINATOR, DELETE, /druid/coordinator/v1/datasources/merchant_events",
        "INDEXER, POST, /druid/worker/v1/chat/index_kafka_merchant_events_a/pause",
        "INDEXER, GET, /druid/worker/v1/chat/index_kafka_merchant_events_a/rowStats",
        "COORDINATOR, POST, /druid/indexer/v1/task",
        "COORDINATOR, GET, /druid/coordinator/v1/metadata/datasources",
        "ROUTER, GET, /druid/indexer/v1/supervisor",
        "ROUTER, POST, /druid/v2/sql",
        "ROUTER, GET, /unified-console.html",
        "BROKER, POST, /druid/v2/sql",
        "BROKER, POST, /druid/v2",
        "BROKER, GET, /druid/v2/datasources",
        "HISTORICAL, POST, /druid/v2",
        "INDEXER, POST, /druid/v2",
        "INDEXER, GET, /druid/worker/v1/tasks",
        "BROKER, GET, /status/properties"
    })
    void the_status_token_opens_no_other_door(Endpoint role, String method, String path) {
        URI uri = URI.create(
                tillview.installation().http(role).resolve("/").toString().replaceAll("/$", "") + path);
        String sql = "{\"query\": \"SELECT merchant_id FROM merchant_events\"}";

        HttpResponse<String> response = tillview.send(tillview.request(uri, "Tillview-Status " + tillview.statusToken())
                .header("Content-Type", "application/json")
                .method(
                        method,
                        method.equals("POST")
                                ? HttpRequest.BodyPublishers.ofString(sql)
                                : HttpRequest.BodyPublishers.noBody()));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(403);
        assertThat(response.body()).doesNotContain("merchant");
    }

    @Test
    void neither_token_passes_for_the_other() {
        URI status = tillview.installation().http(Endpoint.COORDINATOR).resolve(SUPERVISORS + "merchant_events/status");
        String delegation = tillview.delegationToken(SHOP);

        assertThat(tillview.get(status, "Bearer " + delegation).statusCode()).isEqualTo(403);
        assertThat(tillview.get(status, "Tillview-Status " + delegation).statusCode())
                .isEqualTo(401);
        assertThat(tillview.sql(Endpoint.BROKER, "Bearer " + tillview.statusToken(), "SELECT 1")
                        .statusCode())
                .isEqualTo(401);
    }

    private JsonNode awaitReach(Predicate<JsonNode> condition) {
        return await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> freshness(tillview.merchantToken(SHOP)), condition);
    }

    private static boolean reaches(JsonNode answer, Instant time) {
        JsonNode dataThrough = answer.at("/dataThrough");
        return dataThrough.isTextual() && Instant.parse(dataThrough.asText()).isAfter(time);
    }

    private static Instant dataThrough(JsonNode answer) {
        return Instant.parse(metrics(answer, "dataThrough"));
    }

    private static String metrics(JsonNode answer, String field) {
        assertThat(answer.at("/datasources/0/datasource").asText()).isEqualTo("merchant_metrics");
        return answer.at("/datasources/0/" + field).asText();
    }

    private JsonNode freshness(String token) {
        HttpResponse<String> response = tillview.get(freshnessUri(), "Bearer " + token);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Tillview.json(response.body());
    }

    private URI freshnessUri() {
        return tillview.installation().http(Endpoint.QUERY_SERVICE).resolve("/v1/freshness");
    }

    private void supervisor(String request) {
        URI uri = tillview.installation().http(Endpoint.COORDINATOR).resolve(SUPERVISORS + request);
        HttpResponse<String> response = tillview.post(uri, tillview.adminAuthorization(), "");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }
}
