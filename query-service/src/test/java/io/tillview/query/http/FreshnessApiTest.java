package io.tillview.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.token.AccessTokenSigner;
import io.tillview.tenancy.token.KeyFiles;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** {@code GET /v1/freshness}, as merchants and admins meet it. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class FreshnessApiTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    FakeFreshness freshness;

    @TestHTTPResource("v1/freshness")
    URI address;

    @ConfigProperty(name = Installation.ISSUER_KEY)
    String issuerKey;

    @Test
    void a_merchant_hears_how_far_the_data_reaches_and_nothing_of_the_platform_s_volume() throws Exception {
        Instant events = Instant.now().minusSeconds(3);
        Instant metrics = events.minusSeconds(60);
        freshness.know(metrics, events, metrics.minusSeconds(600));

        HttpResponse<String> response = get(signer().signForMerchant(new MerchantId("shop-1"), Duration.ofMinutes(5)));

        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode answer = JSON.readTree(response.body());
        assertThat(Instant.parse(answer.at("/dataThrough").asText())).isEqualTo(metrics);
        assertThat(answer.at("/lagSeconds").asLong()).isBetween(63L, 75L);
        assertThat(Instant.parse(answer.at("/dataFrom").asText())).isEqualTo(FakeFreshness.DETAIL_FROM);
        assertThat(Instant.parse(answer.at("/datasources/0/dataFrom").asText())).isEqualTo(FakeFreshness.METRICS_FROM);
        assertThat(answer.at("/datasources/0/datasource").asText()).isEqualTo("merchant_metrics");
        assertThat(answer.at("/datasources/1/datasource").asText()).isEqualTo("merchant_events");
        assertThat(answer.at("/datasources/1/state").asText()).isEqualTo("ingesting");
        assertThat(Instant.parse(answer.at("/datasources/1/dataThrough").asText()))
                .isEqualTo(events);
        assertThat(answer.at("/datasources/1/lagSeconds").asLong()).isBetween(3L, 15L);
        assertThat(response.body())
                .doesNotContain("4711")
                .doesNotContainIgnoringCase("records")
                .doesNotContain("platform");
    }

    @Test
    void an_admin_hears_how_many_records_are_waiting() throws Exception {
        freshness.know(Instant.now(), null);

        JsonNode answer =
                JSON.readTree(get(signer().signForAdmin(Duration.ofMinutes(5))).body());

        assertThat(answer.findValues("recordsBehind")).hasSize(2).allMatch(records -> records.asLong() == 4711);
        assertThat(answer.at("/dataThrough").isNull()).isTrue();
        assertThat(answer.at("/lagSeconds").isNull()).isTrue();
        assertThat(answer.at("/datasources/0/lagSeconds").asLong()).isBetween(0L, 10L);
        assertThat(answer.at("/datasources/1/dataThrough").isNull()).isTrue();
    }

    @Test
    void an_admin_hears_of_the_datasource_that_answers_no_merchant() throws Exception {
        Instant now = Instant.now();
        freshness.know(now, now, now.minusSeconds(60));

        JsonNode answer =
                JSON.readTree(get(signer().signForAdmin(Duration.ofMinutes(5))).body());

        assertThat(answer.findValuesAsText("datasource"))
                .containsExactly("platform_metrics", "merchant_metrics", "merchant_events");
        assertThat(Instant.parse(answer.at("/dataThrough").asText())).isEqualTo(now.minusSeconds(60));
    }

    @Test
    void what_nobody_knows_is_null_and_has_a_state() throws Exception {
        freshness.knowNothing();

        String body = get(signer().signForAdmin(Duration.ofMinutes(5))).body();

        assertThat(body)
                .isEqualTo("{\"dataThrough\":null,\"dataFrom\":null,\"finalThrough\":null,\"lagSeconds\":null,"
                        + "\"datasources\":["
                        + "{\"datasource\":\"platform_metrics\",\"state\":\"unreachable\",\"dataThrough\":null,"
                        + "\"dataFrom\":null,\"finalThrough\":null,\"lagSeconds\":null},"
                        + "{\"datasource\":\"merchant_metrics\",\"state\":\"unreachable\",\"dataThrough\":null,"
                        + "\"dataFrom\":null,\"finalThrough\":null,\"lagSeconds\":null},"
                        + "{\"datasource\":\"merchant_events\",\"state\":\"unreachable\",\"dataThrough\":null,"
                        + "\"dataFrom\":null,\"finalThrough\":null,\"lagSeconds\":null}]}");
    }

    @Test
    void a_clock_that_is_ahead_makes_no_lag_below_none() throws Exception {
        freshness.know(Instant.now().plusSeconds(30), Instant.now().plusSeconds(30));

        JsonNode answer =
                JSON.readTree(get(signer().signForAdmin(Duration.ofMinutes(5))).body());

        assertThat(Set.copyOf(answer.findValuesAsText("lagSeconds"))).isEqualTo(Set.of("0"));
    }

    private HttpResponse<String> get(String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + token)
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    private AccessTokenSigner signer() {
        return new AccessTokenSigner(KeyFiles.readPrivateKey(Path.of(issuerKey)), InstantSource.system());
    }
}
