package io.tillview.query.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.tillview.query.answering.RunOutcome;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.token.AccessTokenSigner;
import io.tillview.tenancy.token.KeyFiles;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Installation.class)
@TestProfile(RealtimeApiTest.OftenForFew.class)
class RealtimeApiTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    FakeDruid druid;

    @TestHTTPResource
    URI service;

    @ConfigProperty(name = Installation.ISSUER_KEY)
    String issuerKey;

    /** Two followers, an event every fifth of a second. */
    public static final class OftenForFew implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tillview.realtime.every", "PT0.2S", "tillview.realtime.max-followers", "2");
        }
    }

    @BeforeEach
    void nothing_happens() {
        druid.reset();
        druid.outcome = new RunOutcome.NoSuchDatasource();
    }

    @Test
    void half_an_hour_is_thirty_minutes_whatever_happens_in_them() throws Exception {
        HttpResponse<String> response = HTTP.send(get("v1/realtime", token(60)), BodyHandlers.ofString());

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode answer = JSON.readTree(response.body());
        assertThat(answer.get("columns").findValuesAsText("name"))
                .containsExactly("time", "events", "orders", "net_sales", "visitors");
        assertThat(answer.get("rows")).hasSize(30);
        assertThat(answer.at("/rows/29/1").asLong()).isZero();
        assertThat(answer.at("/totals/1").asLong()).isZero();
        assertThat(druid.asked).allSatisfy(sql -> assertThat(sql.text()).contains("\"merchant_id\" = 'm1'"));
    }

    @Test
    void who_follows_is_answered_again_and_again() throws Exception {
        HttpResponse<Stream<String>> response =
                HTTP.send(get("v1/realtime?follow=true", token(60)), BodyHandlers.ofLines());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        List<String> lines = response.body().limit(12).toList();
        assertThat(lines.stream().filter(line -> line.equals("event: answer") || line.equals("event:answer")))
                .hasSizeGreaterThan(1);
        assertThat(lines).anyMatch(line -> line.startsWith("data") && line.contains("\"rows\""));
    }

    @Test
    void a_follower_is_told_why_there_is_no_answer_and_goes_on() throws Exception {
        druid.outcome = new RunOutcome.Unavailable();

        HttpResponse<Stream<String>> response =
                HTTP.send(get("v1/realtime?follow=true", token(60)), BodyHandlers.ofLines());

        assertThat(response.body().limit(12).filter(line -> line.startsWith("event")))
                .hasSizeGreaterThan(1)
                .allMatch(line -> line.endsWith("problem"));
    }

    @Test
    void followers_are_bounded_and_make_room_when_they_go() throws Exception {
        InputStream one = follow();
        InputStream two = follow();

        HttpResponse<String> third = HTTP.send(get("v1/realtime?follow=true", token(60)), BodyHandlers.ofString());
        one.close();
        two.close();

        assertThat(third.statusCode()).isEqualTo(503);
        assertThat(third.body()).contains("urn:tillview:problem:overloaded", "At most 2");
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            HttpResponse<InputStream> next =
                    HTTP.send(get("v1/realtime?follow=true", token(60)), BodyHandlers.ofInputStream());
            next.body().close();
            return next.statusCode() == 200;
        });
    }

    @Test
    void nobody_follows_without_a_token() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(service.resolve("v1/realtime?follow=true"))
                .header("Accept", "text/event-stream")
                .build();

        assertThat(HTTP.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
        assertThat(druid.asked).isEmpty();
    }

    private InputStream follow() throws Exception {
        HttpResponse<InputStream> response =
                HTTP.send(get("v1/realtime?follow=true", token(60)), BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body().read()).isPositive();
        return response.body();
    }

    private HttpRequest get(String path, String token) {
        return HttpRequest.newBuilder(service.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token)
                .build();
    }

    private String token(int seconds) {
        return new AccessTokenSigner(KeyFiles.readPrivateKey(Path.of(issuerKey)), InstantSource.system())
                .signForMerchant(new MerchantId("m1"), Duration.ofSeconds(seconds));
    }
}
