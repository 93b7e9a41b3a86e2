package io.tillview.query.http;

import static io.tillview.query.http.SuspensionCaller.MERCHANTS_CALLS;
import static io.tillview.query.http.SuspensionCaller.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tillview.query.answering.RunOutcome;
import io.tillview.query.http.SuspensionCaller.Call;
import io.tillview.tenancy.MerchantId;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a suspension does to its merchant, and to nobody else. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class SuspendedMerchantsTest {
    private static final String SHOP = "shop-suspended";
    private static final Duration PROMISED = Duration.ofSeconds(5);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Inject
    FakeDruid druid;

    @Inject
    FakeSuspensions store;

    @TestHTTPResource
    URI service;

    @ConfigProperty(name = Installation.ISSUER_KEY)
    String issuerKey;

    private SuspensionCaller caller;
    private String shop;
    private String other;

    @BeforeEach
    void reset() {
        druid.reset();
        caller = new SuspensionCaller(service, issuerKey);
        shop = caller.merchant(SHOP);
        other = caller.merchant("shop-other");
        make_room();
    }

    @AfterEach
    void make_room() {
        store.goAway(false);
        store.clear();
        await().atMost(PROMISED).until(() -> caller.ask(shop).statusCode() == 200);
    }

    @Test
    void no_address_answers_a_suspended_merchant_however_well_its_token_is_remembered() throws Exception {
        assertThat(caller.ask(shop).statusCode()).isEqualTo(200);
        caller.suspend(SHOP);
        druid.asked.clear();

        for (Call call : MERCHANTS_CALLS) {
            JsonNode problem = problem(caller.send(call, shop), 403, "merchant-suspended");
            assertThat(problem.at("/detail").asText()).doesNotContain("unpaid", SHOP);
        }
        problem(caller.send(SuspensionCaller.suspension("DELETE", SHOP), shop), 403, "merchant-suspended");
        problem(
                caller.send(new Call("POST", "/v1/admin/query", SuspensionCaller.QUESTION), shop),
                403,
                "merchant-suspended");
        assertThat(druid.asked).isEmpty();

        caller.lift(SHOP);

        assertThat(caller.ask(shop).statusCode()).isEqualTo(200);
    }

    @Test
    void the_calls_above_are_all_that_are_described() throws Exception {
        JsonNode paths =
                SuspensionCaller.json(caller.get("/openapi?format=json", other)).at("/paths");
        List<String> tried = MERCHANTS_CALLS.stream()
                .map(call -> call.method().toLowerCase(Locale.ROOT) + " "
                        + call.path().replaceAll("\\?.*", "").replaceAll("[0-9a-f-]{36}", "{id}"))
                .toList();

        Stream<String> described = paths.properties().stream()
                .filter(path -> !path.getKey().startsWith("/v1/admin/"))
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(call -> !call.getKey().equals("parameters"))
                        .map(call -> call.getKey() + " " + path.getKey()));

        assertThat(tried).containsAll(described.toList());
    }

    @Test
    void another_merchant_notices_nothing() throws Exception {
        caller.suspend(SHOP);

        for (Call call : MERCHANTS_CALLS.stream()
                .filter(call -> !call.path().contains("follow") && !call.path().contains("-"))
                .toList()) {
            assertThat(caller.send(call, other).statusCode()).as(call.path()).isNotIn(401, 403, 503);
        }
    }

    @Test
    void an_admin_may_still_ask_about_it() throws Exception {
        caller.suspend(SHOP);

        HttpResponse<String> answer = HTTP.send(
                caller.request(MERCHANTS_CALLS.get(0), caller.admin())
                        .header("X-Merchant-Id", SHOP)
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void another_replica_s_suspension_is_heard_of_in_time() {
        store.suspend(new MerchantId(SHOP), "unpaid", "somebody elsewhere");

        await().atMost(PROMISED).until(() -> caller.ask(shop).statusCode() == 403);
    }

    @Test
    void a_follower_s_stream_ends_and_others_do_not() throws Exception {
        druid.outcome = new RunOutcome.NoSuchDatasource();
        Call follow = new Call("GET", "/v1/realtime?follow=true", "");
        HttpResponse<Stream<String>> stream =
                HTTP.send(caller.request(follow, shop).build(), BodyHandlers.ofLines());
        HttpResponse<Stream<String>> others =
                HTTP.send(caller.request(follow, other).build(), BodyHandlers.ofLines());
        assertThat(stream.statusCode()).isEqualTo(200);
        CompletableFuture<Long> ended =
                CompletableFuture.supplyAsync(() -> stream.body().count());

        store.suspend(new MerchantId(SHOP), "unpaid", "somebody elsewhere");

        assertThat(ended.get(PROMISED.toSeconds(), TimeUnit.SECONDS)).isPositive();
        // More than the first event has.
        assertThat(others.body()
                        .filter(line -> line.startsWith("event"))
                        .limit(2)
                        .count())
                .isEqualTo(2);
    }

    @Test
    void an_answer_that_comes_after_the_suspension_is_held_back() throws Exception {
        druid.until = new CountDownLatch(1);
        druid.asked.clear();
        CompletableFuture<HttpResponse<String>> asked =
                HTTP.sendAsync(caller.request(MERCHANTS_CALLS.get(0), shop).build(), BodyHandlers.ofString());
        await().atMost(PROMISED).until(() -> !druid.asked.isEmpty());

        caller.suspend(SHOP);
        druid.until.countDown();

        HttpResponse<String> answer = asked.get(PROMISED.toSeconds(), TimeUnit.SECONDS);
        problem(answer, 403, "merchant-suspended");
        assertThat(answer.body()).doesNotContain("rows");
    }

    @Test
    void what_is_not_known_is_not_decided() throws Exception {
        druid.outcome = new RunOutcome.NoSuchDatasource();
        HttpResponse<Stream<String>> stream = HTTP.send(
                caller.request(new Call("GET", "/v1/realtime?follow=true", ""), shop)
                        .build(),
                BodyHandlers.ofLines());
        store.goAway(true);
        assertThat(caller.ask(shop).statusCode()).isEqualTo(200);

        await().atMost(PROMISED.plusSeconds(5)).until(() -> caller.ask(shop).statusCode() == 503);

        HttpResponse<String> undecided = caller.ask(shop);
        problem(undecided, 503, "unavailable");
        assertThat(undecided.headers().firstValue("Retry-After")).contains("2");
        problem(caller.get("/v1/me", shop), 503, "unavailable");
        assertThat(caller.get("/q/health/ready", shop).statusCode()).isEqualTo(503);
        assertThat(caller.get("/q/health/live", shop).statusCode()).isEqualTo(200);
        assertThat(caller.send(new Call("POST", "/v1/admin/query", SuspensionCaller.QUESTION), caller.admin())
                        .statusCode())
                .isEqualTo(200);
        problem(caller.send(SuspensionCaller.suspension("PUT", SHOP), caller.admin()), 503, "unavailable");
        // Who follows is told so, and goes on.
        try (Stream<String> lines = stream.body()) {
            assertThat(lines.anyMatch(line -> line.startsWith("data") && line.contains(":problem:unavailable")))
                    .isTrue();
        }
    }
}
