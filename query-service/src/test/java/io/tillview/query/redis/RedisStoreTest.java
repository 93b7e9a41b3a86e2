package io.tillview.query.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tillview.query.caching.SharedStoreUnavailableException;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.embedded.RedisServer;

/** With a Redis of its own. */
class RedisStoreTest {
    private static final String PASSWORD = "of this test";
    private static final Duration LONG = Duration.ofSeconds(5);

    private final Vertx vertx = Vertx.vertx();
    private final int port = freePort();
    private RedisServer server;

    @BeforeEach
    void start() throws IOException {
        server = RedisServer.newRedisServer()
                .bind("127.0.0.1")
                .port(port)
                .setting("requirepass \"" + PASSWORD + "\"")
                .setting("save \"\"")
                .build();
        server.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.stop();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void what_is_put_is_found_by_others_byte_by_byte() {
        byte[] all = new byte[256];
        IntStream.range(0, all.length).forEach(i -> all[i] = (byte) i);
        try (RedisStore one = store(PASSWORD, LONG);
                RedisStore other = store(PASSWORD, LONG)) {
            one.put("a", all);
            await().untilAsserted(() -> assertThat(other.get(List.of("a", "b"))).containsOnlyKeys("a"));

            assertThat(other.get(List.of("b", "a")).get("a")).isEqualTo(all);
        }
    }

    @Test
    void a_value_is_lost_once_its_time_is_over() {
        try (RedisStore store = store(PASSWORD, Duration.ofMillis(300))) {
            store.put("a", bytes("1"));
            await().until(() -> !store.get(List.of("a")).isEmpty());

            await().atMost(LONG).until(() -> store.get(List.of("a")).isEmpty());
        }
    }

    @Test
    void a_purge_takes_all_that_begin_so_however_many_they_are() {
        try (RedisStore store = store(PASSWORD, LONG)) {
            List<String> names =
                    IntStream.range(0, 200).mapToObj(i -> "merchant:1:" + i).toList();
            names.forEach(name -> store.put(name, bytes(name)));
            store.put("merchant:10:1", bytes("another's"));
            await().until(() -> store.get(names).size() == names.size());

            store.purge("merchant:1:");

            assertThat(store.get(names)).isEmpty();
            assertThat(store.get(List.of("merchant:10:1"))).hasSize(1);
        }
    }

    @Test
    void where_it_is_away_nothing_is_there_and_nobody_waits_and_once_it_is_back_it_is_used_again() throws IOException {
        try (RedisStore store = store(PASSWORD, LONG)) {
            store.put("a", bytes("1"));
            await().until(() -> !store.get(List.of("a")).isEmpty());
            server.stop();

            assertThat(store.get(List.of("a"))).isEmpty();
            store.put("a", bytes("2"));
            assertThatThrownBy(() -> store.purge("a")).isInstanceOf(SharedStoreUnavailableException.class);

            start();
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                store.put("a", bytes("3"));
                return store.get(List.of("a")).containsKey("a");
            });
        }
    }

    @Test
    void with_a_wrong_password_nothing_is_there() {
        try (RedisStore right = store(PASSWORD, LONG);
                RedisStore wrong = store("a guess", LONG)) {
            right.put("a", bytes("1"));
            await().until(() -> !right.get(List.of("a")).isEmpty());

            assertThat(wrong.get(List.of("a"))).isEmpty();
            assertThatThrownBy(() -> wrong.purge("a")).isInstanceOf(SharedStoreUnavailableException.class);
        }
    }

    @Test
    void nobody_waits_for_one_that_says_nothing() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                RedisStore store = new RedisStore(
                        vertx,
                        URI.create("redis://127.0.0.1:" + silent.getLocalPort()),
                        Optional.empty(),
                        Duration.ofMillis(50),
                        LONG,
                        // Time stands still: it is asked once.
                        () -> 0)) {
            assertThat(store.get(List.of("a"))).isEmpty();
            long begun = System.nanoTime();
            for (int i = 0; i < 100; i++) {
                assertThat(store.get(List.of("a"))).isEmpty();
                store.put("a", bytes("1"));
            }

            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .as("a hundred times its patience would be five seconds")
                    .isLessThan(Duration.ofSeconds(3));
        }
    }

    private RedisStore store(String password, Duration keptFor) {
        return new RedisStore(
                vertx,
                URI.create("redis://127.0.0.1:" + port),
                Optional.of(password),
                Duration.ofSeconds(2),
                keptFor,
                System::nanoTime);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
