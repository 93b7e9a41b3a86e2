package io.tillview.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadTest {
    private final AtomicInteger answered = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private URI address;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
        address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void asks_each_request_once_and_reads_answers_of_any_length() throws Exception {
        server.createContext("/", exchange -> answer(exchange, 200, "x".repeat(200_000), answered.get() % 2 == 0));

        LoadReport report = load(3).run(Pace.closed(20), 1);

        assertThat(answered).hasValue(20);
        assertThat(report.latencies()).hasSize(20);
        assertThat(report.wanted()).isEqualTo(20);
        assertThat(report.perSecond()).isPositive();
    }

    @Test
    void all_that_had_to_wait_while_the_server_halted_were_late() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        server.createContext("/", exchange -> {
            if (answered.get() == 10) {
                await(never);
            }
            answer(exchange, 200, "x", false);
        });

        LoadReport report = load(1).run(Pace.open(100, Duration.ofSeconds(1)), 1);

        // It halts for half of the second: some fifty of the hundred come due while it does.
        assertThat(report.latencies()).hasSize(100);
        assertThat(Percentiles.percentile(report.latencies(), 1)).isGreaterThan(450);
        assertThat(Percentiles.percentile(report.latencies(), 0.75)).isGreaterThan(100);
    }

    @Test
    void an_answer_that_fails_ends_it_and_is_told() {
        server.createContext("/", exchange -> answer(exchange, 500, "out of order", false));

        assertThatThrownBy(() -> load(2).run(Pace.closed(20), 1))
                .isInstanceOf(BenchmarkException.class)
                .hasMessageContaining("500 out of order");
    }

    @Test
    void too_few_answers_as_they_have_to_be_are_no_measurement() {
        LoadReport report = new LoadReport(2, List.of(3.0, 1.0, 2.0, 9.0), 3, "a MISS", 0.002);

        assertThat(report.with(0.75)).isSameAs(report);
        assertThat(report.perSecond()).isEqualTo(2);
        assertThat(report.cpuMicros()).isEqualTo(500);
        assertThatThrownBy(() -> report.with(0.99))
                .hasMessageContaining("3 of 4")
                .hasMessageContaining("a MISS");
    }

    @Test
    void a_rate_says_when_each_request_is_due_whatever_became_of_the_others() {
        Pace pace = Pace.open(200, Duration.ofSeconds(2));

        assertThat(pace.count()).isEqualTo(400);
        assertThat(pace.due(10, 1_000, 999_999_999)).isEqualTo(1_000 + TimeUnit.MILLISECONDS.toNanos(50));
        assertThat(pace.isOver(399, 0, pace.due(399, 0, 0))).isFalse();
        assertThat(pace.isOver(400, 0, pace.due(400, 0, 0))).isTrue();
    }

    private Load load(int connections) {
        byte[] request = KeptConnection.post(address.resolve("/some"), "Basic x", "{}");
        return new Load(address, connections, (number, random) -> request, new Load.Expected() {
            @Override
            public boolean fails(int status, AnswerBody body) {
                return status != 200;
            }

            @Override
            public boolean isWanted(AnswerBody body) {
                return body.beginsWith("x".getBytes(UTF_8)) && (body.length() == 1 || body.length() == 200_000);
            }
        });
    }

    private void answer(HttpExchange exchange, int status, String text, boolean chunked) throws IOException {
        exchange.getRequestBody().readAllBytes();
        answered.incrementAndGet();
        byte[] body = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, chunked ? 0 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(500, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
