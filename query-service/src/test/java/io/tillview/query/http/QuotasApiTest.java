package io.tillview.query.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a merchant hears that asks too much, and that another hears nothing of it. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class QuotasApiTest {
    private static final String ORDERS = "{\"measures\": [\"orders\"], \"timeRange\": {\"last\": \"P7D\"}}";
    private static final String BATCH = "{\"queries\": [" + String.join(", ", Collections.nCopies(20, ORDERS)) + "]}";
    private static final int BURST = 2_000;
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
    void every_kind_of_request_counts_and_a_batch_as_many_as_its_questions() throws Exception {
        String shop = "quota-kinds";
        int left = BURST;

        for (String path : List.of("v1/query", "v1/sql", "v1/funnel", "v1/retention", "v1/exports")) {
            // What is wrong with a request is looked at after it was counted.
            left--;
            assertThat(remaining(send(post(path, "{}", shop)))).as(path).isBetween(left, left + 2);
        }
        left -= 20;
        assertThat(remaining(send(post("v1/query/batch", BATCH, shop)))).isBetween(left, left + 2);
        for (String path : List.of("v1/realtime", "v1/exports")) {
            left--;
            assertThat(remaining(send(get(path, shop)))).as(path).isBetween(left, left + 2);
        }
        assertThat(quota(shop).get("remaining").asInt()).isBetween(left, left + 2);
    }

    @Test
    void a_flood_is_429_with_the_limit_and_when_to_come_back_and_others_are_answered() throws Exception {
        HttpResponse<String> refused = flood("quota-flood");

        assertThat(refused.statusCode()).isEqualTo(429);
        JsonNode problem = JSON.readTree(refused.body());
        assertThat(problem.get("type").asText()).isEqualTo("urn:tillview:problem:too-many-requests");
        assertThat(problem.get("detail").asText()).contains("1 requests a second", "2000");
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 20L);
        assertThat(refused.headers().firstValue("RateLimit-Limit")).hasValue("2000");
        assertThat(refused.headers().firstValueAsLong("RateLimit-Reset").orElseThrow())
                .isBetween(1_900L, 2_000L);
        assertThat(remaining(refused)).isLessThan(20);
        assertThat(send(post("v1/query", ORDERS, "quota-other")).statusCode()).isEqualTo(200);
        await().untilAsserted(() ->
                assertThat(quota("quota-flood").get("running").asInt()).isZero());
    }

    @Test
    void so_many_are_answered_at_the_same_time_and_others_all_the_same() throws Exception {
        String shop = "quota-crowd";
        druid.until = new CountDownLatch(1);
        List<CompletableFuture<HttpResponse<String>>> crowd = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            crowd.add(HTTP.sendAsync(post("v1/query", ORDERS, shop).build(), BodyHandlers.ofString()));
        }
        await().untilAsserted(
                        () -> assertThat(quota(shop).get("running").asInt()).isEqualTo(16));

        HttpResponse<String> oneMore = send(post("v1/query", ORDERS, shop));

        assertThat(oneMore.statusCode()).isEqualTo(429);
        assertThat(oneMore.body()).contains("At most 16 requests");
        assertThat(oneMore.headers().firstValue("Retry-After")).hasValue("1");
        druid.until.countDown();
        assertThat(crowd).allSatisfy(one -> assertThat(one.join().statusCode()).isEqualTo(200));
        await().untilAsserted(
                        () -> assertThat(quota(shop).get("running").asInt()).isZero());
        assertThat(send(post("v1/query", ORDERS, shop)).statusCode()).isEqualTo(200);
    }

    @Test
    void who_hangs_up_has_the_query_counted_until_it_is_over() throws Exception {
        String shop = "quota-gone";
        druid.until = new CountDownLatch(1);
        for (int i = 0; i < 16; i++) {
            int asked = i;
            // Each question is another, so that each is asked of Druid.
            String question = ORDERS.replace("P7D", "P" + (7 + i) + "D");
            CompletableFuture<HttpResponse<String>> answer =
                    HTTP.sendAsync(post("v1/query", question, shop).build(), BodyHandlers.ofString());
            await().until(() -> druid.asked.size() > asked);
            answer.cancel(true);
        }

        // Druid would not answer it.
        HttpResponse<String> oneMore = send(post("v1/query", ORDERS, shop).timeout(Duration.ofSeconds(10)));

        assertThat(oneMore.statusCode()).isEqualTo(429);
        assertThat(quota(shop).get("running").asInt()).isEqualTo(16);
        druid.until.countDown();
        await().untilAsserted(
                        () -> assertThat(quota(shop).get("running").asInt()).isZero());
        assertThat(send(post("v1/query", ORDERS, shop)).statusCode()).isEqualTo(200);
    }

    /** The answer to the first batch that is one too many. */
    private HttpResponse<String> flood(String shop) throws Exception {
        HttpResponse<String> last = send(post("v1/query/batch", BATCH, shop));
        for (int i = 0; i < BURST / 20 + 5 && last.statusCode() == 200; i++) {
            last = send(post("v1/query/batch", BATCH, shop));
        }
        return last;
    }

    private JsonNode quota(String shop) throws IOException, InterruptedException {
        return JSON.readTree(send(get("v1/me", shop)).body()).at("/quotas/0");
    }

    private static int remaining(HttpResponse<String> response) {
        return (int) response.headers().firstValueAsLong("RateLimit-Remaining").orElseThrow();
    }

    private HttpRequest.Builder post(String path, String body, String shop) {
        return request(path, shop).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder get(String path, String shop) {
        return request(path, shop).GET();
    }

    private HttpRequest.Builder request(String path, String shop) {
        String token = new AccessTokenSigner(KeyFiles.readPrivateKey(Path.of(issuerKey)), InstantSource.system())
                .signForMerchant(new MerchantId(shop), Duration.ofMinutes(5));
        return HttpRequest.newBuilder(service.resolve(path)).header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
