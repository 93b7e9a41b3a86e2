package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillview.cluster.Ports.Endpoint;
import io.tillview.events.EventType;
import io.tillview.events.MerchantEvent;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A query that takes longer than a query may is answered 504, and the cluster works on it no longer. A second query-service,
 * with a short time limit, stands beside the installation's.
 */
@ExtendWith(TillviewExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class StoppedQueryIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MERCHANT = "stopped-query";
    private static final int EVENTS = 10_000;
    private static final int PARTS = 8;
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final Tillview tillview;
    private AnotherQueryService impatient;
    private URI address;

    StoppedQueryIT(Tillview tillview) {
        this.tillview = tillview;
    }

    @BeforeAll
    void start() throws Exception {
        Instant day = Instant.parse("2026-10-01T00:00:00Z");
        tillview.importPast(IntStream.range(0, EVENTS)
                .mapToObj(i -> MerchantEvent.builder()
                        .merchantId(MERCHANT)
                        .eventType(EventType.PAGE_VIEWED)
                        .occurredAt(day.plusSeconds(i % 3_600))
                        .pagePath("/" + UUID.randomUUID().toString().repeat(100))
                        .build())
                .toList());
        impatient = AnotherQueryService.start(tillview, "impatient", Map.of("tillview.druid.query-timeout", LIMIT));
        address = impatient.address();
    }

    @AfterAll
    void stop() {
        if (impatient != null) {
            impatient.close();
        }
    }

    @Test
    void is_answered_504_and_ended_on_the_cluster() throws Exception {
        // The same with a tenth of the work, without a limit that it could run into: how long it would take.
        long begun = System.nanoTime();
        assertThat(ask(tillview.installation().http(Endpoint.QUERY_SERVICE), slow(1))
                        .statusCode())
                .isEqualTo(200);
        Duration whole = Duration.ofNanos(System.nanoTime() - begun).multipliedBy(PARTS);

        CompletableFuture<HttpResponse<String>> answer = CompletableFuture.supplyAsync(() -> ask(address, slow(PARTS)));
        await("the cluster works on it")
                .pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(10))
                .until(() -> cpuIn(Duration.ofMillis(300)).compareTo(Duration.ofMillis(150)) > 0);
        HttpResponse<String> response = answer.get(30, TimeUnit.SECONDS);
        long ended = System.nanoTime();

        assertThat(response.statusCode()).as(response.body()).isEqualTo(504);
        await("the cluster is quiet")
                .pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(10))
                .until(() -> cpuIn(Duration.ofSeconds(1)).compareTo(Duration.ofMillis(400)) < 0);
        assertThat(Duration.ofNanos(System.nanoTime() - ended).plus(LIMIT))
                .as("quiet long before it would have been over by itself, after " + whole)
                .isLessThan(whole);
    }

    /** Several queries in a row, each of which is over before Druid's own limit: that one counts for each of them anew. */
    private static String slow(int parts) {
        String text = "REPEAT(page_path, 4)";
        String sum = IntStream.range(0, 3)
                .mapToObj(i -> "CHAR_LENGTH(REPLACE(REPLACE(" + text + ", '" + i + "', 'x'), 'a', 'b'))")
                .collect(Collectors.joining(" + "));
        return IntStream.range(0, parts)
                .mapToObj(i -> "SELECT SUM(" + sum + ") FROM events WHERE quantity IS NULL OR quantity > " + i)
                .collect(Collectors.joining(" UNION ALL "));
    }

    /** What the processes that answer queries use while so much time passes. */
    private Duration cpuIn(Duration time) throws InterruptedException {
        Duration before = cpu();
        TimeUnit.MILLISECONDS.sleep(time.toMillis());
        return cpu().minus(before);
    }

    private Duration cpu() throws InterruptedException {
        List<String> roles = List.of(Endpoint.BROKER.label(), Endpoint.HISTORICAL.label(), Endpoint.INDEXER.label());
        return tillview.cluster().status().stream()
                .filter(status -> roles.contains(status.service()))
                .map(status -> ProcessHandle.of(status.pid().orElseThrow())
                        .flatMap(process -> process.info().totalCpuDuration())
                        .orElseThrow())
                .reduce(Duration.ZERO, Duration::plus);
    }

    private HttpResponse<String> ask(URI service, String statement) {
        return tillview.post(
                service.resolve("/v1/sql"),
                "Bearer " + tillview.merchantToken(MERCHANT),
                JSON.createObjectNode().put("query", statement).toString());
    }
}
