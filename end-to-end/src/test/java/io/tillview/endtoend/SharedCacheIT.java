package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.endtoend.OracleExtension.Oracle;
import io.tillview.events.MerchantEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import redis.embedded.RedisServer;

/** Two replicas over one Redis: what one has read the other need not, and nothing depends on it. */
@ExtendWith({TillviewExtension.class, OracleExtension.class})
class SharedCacheIT {
    private static final String PASSWORD = "of-two-replicas-and-nobody-else";

    private static final Duration LONGEST_AGO = Duration.ofDays(40);
    private static final Duration LATEST = Duration.ofDays(10);

    private final Tillview tillview;
    private final String merchant;
    private final Instant today;
    private final AtomicInteger asked = new AtomicInteger();

    SharedCacheIT(Oracle oracle) {
        this.tillview = oracle.tillview();
        this.today = oracle.now().truncatedTo(ChronoUnit.DAYS);
        this.merchant = busiest(oracle.events().all(), today.minus(LONGEST_AGO), today.minus(LATEST));
    }

    @Test
    void what_one_replica_has_read_another_need_not_and_nobody_needs_redis(@TempDir Path folder) throws Exception {
        int port = freePort();
        RedisServer redis = redis(port);
        redis.start();
        try (AnotherQueryService one = replica("shared-one", folder, port);
                AnotherQueryService other = replica("shared-other", folder, port)) {
            // A layout may replace segments at any time: then there is nothing to take over, and another question is
            // asked.
            String question =
                    await().atMost(Duration.ofMinutes(1)).until(() -> takenOver(one, other), taken -> !taken.isEmpty());
            assertThat(purged(one)).isEqualTo(204);
            redis.stop();

            // One has been purged, the other has been told nothing: it is a replica of its own.
            JsonNode fromDruid = answer(one.address(), question);
            JsonNode kept = answer(other.address(), question);
            assertThat(fromDruid.get("rows")).isEqualTo(kept.get("rows"));
            assertThat(fromDruid.get("rows").size()).isPositive();
            assertThat(answer(other.address(), newQuestion()).at("/meta/cache").asText())
                    .isEqualTo("MISS");
            assertThat(purged(one))
                    .as("what it may still have isn't said to be gone")
                    .isEqualTo(503);
        } finally {
            redis.stop();
        }
    }

    /** A question that one replica was asked first, and the other answered without Druid; empty if it asked. */
    private String takenOver(AnotherQueryService one, AnotherQueryService other) {
        String question = newQuestion();
        long before = piecesShared(other);
        answer(one.address(), question);
        JsonNode second = answer(other.address(), question);
        boolean taken = second.at("/meta/cache").asText().equals("HIT") && piecesShared(other) > before;
        return taken ? question : "";
    }

    private JsonNode answer(URI replica, String question) {
        HttpResponse<String> response =
                tillview.post(replica.resolve("/v1/query"), "Bearer " + tillview.merchantToken(merchant), question);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Tillview.json(response.body());
    }

    private String newQuestion() {
        return "{\"measures\": [\"events\", \"visitors\"], \"dimensions\": [\"channel\"], \"grain\": \"day\","
                + " \"timeRange\": {\"from\": \"" + today.minus(LONGEST_AGO) + "\", \"to\": \""
                + today.minus(LATEST)
                + "\"}, \"filters\": [{\"dimension\": \"channel\", \"op\": \"ne\", \"values\": [\"none-"
                + asked.incrementAndGet() + "\"]}]}";
    }

    private long piecesShared(AnotherQueryService replica) {
        HttpResponse<String> response =
                tillview.get(replica.address().resolve("/v1/admin/cache"), "Bearer " + tillview.adminToken());
        return Tillview.json(response.body()).at("/counts/piecesShared").asLong();
    }

    private int purged(AnotherQueryService replica) {
        return tillview.send(tillview.request(
                                replica.address().resolve("/v1/admin/merchants/" + merchant + "/cache"),
                                "Bearer " + tillview.adminToken())
                        .DELETE())
                .statusCode();
    }

    private AnotherQueryService replica(String name, Path folder, int port) throws IOException {
        Path password = folder.resolve("redis-password");
        if (!Files.exists(password)) {
            Files.createFile(
                    password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(password, PASSWORD);
        }
        return AnotherQueryService.start(
                tillview,
                name,
                Map.of(
                        "tillview.cache.redis.address",
                        "redis://127.0.0.1:" + port,
                        "tillview.cache.redis.password-file",
                        password,
                        "tillview.cache.redis.patience",
                        "PT2S"));
    }

    private static String busiest(List<MerchantEvent> events, Instant from, Instant to) {
        return events.stream()
                .filter(event ->
                        !event.occurredAt().isBefore(from) && event.occurredAt().isBefore(to))
                .collect(Collectors.groupingBy(MerchantEvent::merchantId, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    private static RedisServer redis(int port) throws IOException {
        return RedisServer.newRedisServer()
                .bind("127.0.0.1")
                .port(port)
                .setting("requirepass \"" + PASSWORD + "\"")
                .setting("save \"\"")
                .build();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
