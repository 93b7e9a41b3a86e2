package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.cluster.Ports.Endpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** A merchant that is suspended, another that isn't, and two replicas, one of which can be cut off from the directory database. */
@ExtendWith(TillviewExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class SuspensionIT {
    private static final String SHOP = "suspension-shop";
    private static final String OTHER = "suspension-other";
    private static final String QUESTION =
            "{\"measures\": [\"events\"], \"timeRange\": {\"last\": \"P1D\"}, \"grain\": \"none\"}";
    private static final String STEPS = "{\"steps\": [{\"eventType\": \"order_placed\"}, {\"eventType\": \"a\"}],"
            + " \"window\": \"P1D\", \"timeRange\": {\"last\": \"P1D\"}}";
    private static final String COHORTS = "{\"grain\": \"day\", \"periods\": 1, \"timeRange\": {\"last\": \"P1D\"}}";
    private static final Map<String, String> QUESTIONS = Map.of(
            "/v1/query", QUESTION,
            "/v1/query/batch", "{\"queries\": [" + QUESTION + "]}",
            "/v1/funnel", STEPS,
            "/v1/retention", COHORTS,
            "/v1/sql", "{\"query\": \"SELECT COUNT(*) AS n FROM events\"}");
    private static final List<String> READ = List.of(
            "/v1/realtime", "/v1/realtime?follow=true", "/v1/exports", "/v1/me", "/v1/catalog", "/v1/freshness");

    private static final int OK = 200;
    private static final Duration PROMISED = Duration.ofSeconds(5);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Tillview tillview;
    private final URI first;
    private final String shop;
    private final String other;
    private final String admin;
    private CuttableLink link;
    private AnotherQueryService another;
    private URI second;

    SuspensionIT(Tillview tillview) {
        this.tillview = tillview;
        this.first = tillview.installation().http(Endpoint.QUERY_SERVICE);
        this.shop = "Bearer " + tillview.merchantToken(SHOP);
        this.other = "Bearer " + tillview.merchantToken(OTHER);
        this.admin = "Bearer " + tillview.adminToken();
    }

    @BeforeAll
    void publish_and_start_another_replica() throws IOException {
        tillview.publish(Events.orders(SHOP, 2));
        tillview.publish(Events.orders(OTHER, 3));
        link = new CuttableLink(tillview.installation().address(Endpoint.POSTGRESQL));
        another = AnotherQueryService.start(
                tillview,
                "another",
                Map.of("tillview.directory.address", link.entrance(), "tillview.suspensions.known-for", PROMISED));
        second = another.address();
        tillview.awaitEvents(SHOP, 2);
        tillview.awaitEvents(OTHER, 3);
    }

    @AfterAll
    void stop_it() {
        if (another != null) {
            another.close();
        }
        if (link != null) {
            link.close();
        }
    }

    @Test
    void a_suspended_merchant_is_refused_by_every_replica_in_time_and_answered_once_that_is_lifted() throws Exception {
        ExportClient exports = new ExportClient(tillview, SHOP);
        URI export = exports.begin(
                "{\"query\": " + QUESTION.replace(", \"grain\": \"none\"", "") + ", \"format\": \"csv\"}");
        exports.awaitDone(export);
        String file = export.getPath() + "/file";
        assertThat(file(first, file)).isEqualTo(200);
        assertAnswered(first, shop, 2);
        assertAnswered(second, shop, 2);
        List<CompletableFuture<Long>> followers = List.of(follow(first), follow(second));

        suspend();
        long begun = System.nanoTime();

        awaitInstead(403, second, begun);
        awaitInstead(403, first, begun);
        for (CompletableFuture<Long> follower : followers) {
            assertThat(follower.get(left(begun).toMillis(), TimeUnit.MILLISECONDS))
                    .isPositive();
        }
        for (URI replica : List.of(first, second)) {
            QUESTIONS.forEach((path, body) -> assertSuspended(tillview.post(replica.resolve(path), shop, body)));
            READ.forEach(path -> assertSuspended(tillview.get(replica.resolve(path), shop)));
            assertSuspended(tillview.get(replica.resolve(file), shop));
            assertAnswered(replica, other, 3);
        }
        assertThat(answer(tillview.send(tillview.request(first.resolve("/v1/query"), admin)
                                .header("X-Merchant-Id", SHOP)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(QUESTION))))
                        .at("/rows")
                        .toString())
                .isEqualTo("[[2]]");
        assertThat(tillview.get(second.resolve("/v1/admin/suspensions?after=suspension"), admin)
                        .body())
                .contains(SHOP)
                .doesNotContain(OTHER);

        lift();

        awaitAnswered(second);
        assertAnswered(first, shop, 2);
        assertThat(file(second, file)).isEqualTo(200);
    }

    @Test
    void a_replica_that_hears_nothing_of_suspensions_decides_nothing_after_as_long() {
        assertAnswered(second, shop, 2);
        link.cut();

        suspend();
        long begun = System.nanoTime();

        awaitInstead(503, second, begun);
        assertThat(status(second, other)).isEqualTo(503);
        assertThat(tillview.get(second.resolve("/q/health/ready"), null).statusCode())
                .isEqualTo(503);
        assertThat(status(first, shop)).isEqualTo(403);
        assertAnswered(first, other, 3);

        link.mend();

        await().atMost(Duration.ofSeconds(20)).until(() -> status(second, shop) == 403);
        assertAnswered(second, other, 3);
        lift();
        awaitAnswered(second);
    }

    private void suspend() {
        HttpResponse<String> response = tillview.send(
                suspension("application/json").PUT(BodyPublishers.ofString("{\"reason\": \"asked for by a test\"}")));
        assertThat(answer(response).at("/merchant").asText()).isEqualTo(SHOP);
    }

    private void lift() {
        assertThat(tillview.send(suspension("application/json").DELETE()).statusCode())
                .isEqualTo(204);
    }

    private HttpRequest.Builder suspension(String type) {
        return tillview.request(first.resolve("/v1/admin/merchants/" + SHOP + "/suspension"), admin)
                .header("Content-Type", type);
    }

    /** How many lines came until the stream ended. */
    private CompletableFuture<Long> follow(URI replica) throws Exception {
        HttpResponse<Stream<String>> stream = http.send(
                tillview.request(replica.resolve("/v1/realtime?follow=true"), shop)
                        .build(),
                BodyHandlers.ofLines());
        assertThat(stream.statusCode()).isEqualTo(200);
        return CompletableFuture.supplyAsync(() -> stream.body().count());
    }

    private int file(URI replica, String file) {
        return tillview.get(replica.resolve(file), shop).statusCode();
    }

    /** Waits for a status; no answer with rows was given to who asked when the time was over. */
    private void awaitInstead(int status, URI replica, long begun) {
        AtomicLong answered = new AtomicLong(begun);
        await().atMost(PROMISED.multipliedBy(2))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    long asked = System.nanoTime();
                    int given = status(replica, shop);
                    if (given == OK) {
                        answered.set(asked);
                    }
                    return given == status;
                });
        assertThat(Duration.ofNanos(answered.get() - begun)).isLessThan(PROMISED);
    }

    private void awaitAnswered(URI replica) {
        await().atMost(PROMISED).pollInterval(Duration.ofMillis(50)).until(() -> status(replica, shop) == OK);
    }

    private static Duration left(long begun) {
        return PROMISED.minusNanos(System.nanoTime() - begun);
    }

    private int status(URI replica, String token) {
        return tillview.post(replica.resolve("/v1/query"), token, QUESTION).statusCode();
    }

    private void assertAnswered(URI replica, String token, int events) {
        JsonNode answer = answer(tillview.post(replica.resolve("/v1/query"), token, QUESTION));
        assertThat(answer.at("/rows").toString()).isEqualTo("[[" + events + "]]");
    }

    private static JsonNode answer(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Tillview.json(response.body());
    }

    private static void assertSuspended(HttpResponse<String> response) {
        assertThat(response.statusCode())
                .as(response.uri() + " " + response.body())
                .isEqualTo(403);
        assertThat(response.body())
                .contains("urn:tillview:problem:merchant-suspended")
                .doesNotContain("asked for by a test");
    }
}
