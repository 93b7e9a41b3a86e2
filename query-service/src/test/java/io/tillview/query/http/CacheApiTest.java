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

/** What an admin sees and does of what is kept. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class CacheApiTest {
    private static final String SALES =
            "{\"measures\": [\"units_sold\"], \"timeRange\": {\"last\": \"P3D\"}, \"maxStaleness\": \"PT1H\"}";
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
    void an_admin_sees_how_it_is_doing_and_has_it_forget_one_merchant() throws Exception {
        // What is kept of all merchants together goes with any of them.
        send("DELETE", "v1/admin/merchants/cache-0/cache", admin());
        long kept = statistics().at("/answers").asLong();
        ask("cache-1");
        ask("cache-2");
        druid.outcome = new RunOutcome.Rows(List.of(List.of(9L)));

        HttpResponse<String> purged = send("DELETE", "v1/admin/merchants/cache-1/cache", admin());

        assertThat(purged.statusCode()).isEqualTo(204);
        assertThat(ask("cache-1").at("/rows/0/0").asLong()).isEqualTo(9);
        assertThat(ask("cache-2").at("/rows/0/0").asLong()).isEqualTo(3);
        JsonNode now = statistics();
        assertThat(now.at("/answers").asLong()).isEqualTo(kept + 2);
        assertThat(now.at("/bytes").asLong()).isPositive();
        assertThat(now.at("/counts/stales").asLong()).isPositive();
    }

    @Test
    void what_is_kept_of_all_merchants_together_is_forgotten_with_any_of_them() throws Exception {
        assertThat(askOfAll().at("/rows/0/0").asLong()).isEqualTo(3);
        druid.outcome = new RunOutcome.Rows(List.of(List.of(9L)));
        assertThat(askOfAll().at("/rows/0/0").asLong()).isEqualTo(3);

        send("DELETE", "v1/admin/merchants/cache-3/cache", admin());

        assertThat(askOfAll().at("/rows/0/0").asLong()).isEqualTo(9);
    }

    @Test
    void nobody_else_does() throws Exception {
        String merchant = merchant("cache-1");

        assertThat(send("GET", "v1/admin/cache", merchant).statusCode()).isEqualTo(403);
        assertThat(send("DELETE", "v1/admin/merchants/cache-1/cache", merchant).statusCode())
                .isEqualTo(403);
        assertThat(send("DELETE", "v1/admin/merchants/no%20id/cache", admin()).statusCode())
                .isEqualTo(400);
    }

    private JsonNode statistics() throws Exception {
        return JSON.readTree(send("GET", "v1/admin/cache", admin()).body());
    }

    private JsonNode ask(String shop) throws Exception {
        return ask("v1/query", merchant(shop));
    }

    private JsonNode askOfAll() throws Exception {
        return ask("v1/admin/query", admin());
    }

    private JsonNode ask(String path, String token) throws Exception {
        return JSON.readTree(HTTP.send(
                        HttpRequest.newBuilder(service.resolve(path))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(SALES))
                                .build(),
                        BodyHandlers.ofString())
                .body());
    }

    private HttpResponse<String> send(String method, String path, String token) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(service.resolve(path))
                        .header("Authorization", "Bearer " + token)
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    private String admin() {
        return signer().signForAdmin(Duration.ofMinutes(1));
    }

    private String merchant(String shop) {
        return signer().signForMerchant(new MerchantId(shop), Duration.ofMinutes(1));
    }

    private AccessTokenSigner signer() {
        return new AccessTokenSigner(KeyFiles.readPrivateKey(Path.of(issuerKey)), InstantSource.system());
    }
}
