package io.tillview.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillview.events.EventType;
import io.tillview.events.MerchantEvent;
import io.tillview.events.MerchantEventBuilder;
import io.tillview.events.Money;
import io.tillview.events.kafka.KafkaEventPublisher;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Publishes 2,000 events/s at a steady rate over a hundred merchants, whatever the answers do. Ten a second are a marker
 * merchant's; it asks all the time how many events it has, and the k-th is visible once the answer is k or more. Latency
 * counts from the call of {@code publish} to the arrival of that answer.
 */
final class FreshnessBenchmark {
    private static final int EVENTS_PER_SECOND = 2_000;
    private static final int MARK_EVERY = 200;
    private static final int WARM_UP_SECONDS = 15;
    private static final int SECONDS = 60;
    private static final long MILLI = 1_000_000L;
    private static final long GIVE_UP_NANOS = 120_000 * MILLI;
    private static final double RATE_TOLERANCE = 0.05;
    private static final double TARGET_SECONDS = 5;
    private static final String MARKER = "marker";
    private static final String QUESTION =
            "{\"measures\":[\"events\"],\"timeRange\":{\"last\":\"PT2H\"},\"grain\":\"none\"}";

    private final Path home;
    private final Consumer<String> progress;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper mapper = new ObjectMapper();

    FreshnessBenchmark(Path home, Consumer<String> progress) {
        this.home = home;
        this.progress = progress;
    }

    List<Figure> run(int runs) throws InterruptedException {
        List<Double> p50 = new ArrayList<>();
        List<Double> p99 = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            List<Double> latencies;
            try (TemporaryInstallation installation = new TemporaryInstallation(home)) {
                installation.up();
                latencies = measure(installation);
            }
            p50.add(Percentiles.percentile(latencies, 0.5));
            p99.add(Percentiles.percentile(latencies, 0.99));
            progress.accept("freshness run %d of %d: p50 %.2f s, p99 %.2f s of %d events"
                    .formatted(run, runs, p50.get(run - 1), p99.get(run - 1), latencies.size()));
        }
        return List.of(
                Figure.lessIsBetter("freshness.publish_to_answer_p50_seconds", "s", TARGET_SECONDS, p50),
                Figure.lessIsBetter("freshness.publish_to_answer_p99_seconds", "s", TARGET_SECONDS, p99));
    }

    /** Seconds of every marker after the warm-up. */
    private List<Double> measure(TemporaryInstallation installation) throws InterruptedException {
        int marks = EVENTS_PER_SECOND * (WARM_UP_SECONDS + SECONDS) / MARK_EVERY;
        AtomicLongArray publishedAt = new AtomicLongArray(marks);
        HttpRequest question = HttpRequest.newBuilder(
                        installation.queryService().resolve("/v1/query"))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + installation.token(MARKER))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(QUESTION))
                .build();
        List<Double> latencies = new ArrayList<>();
        try (KafkaEventPublisher publisher = KafkaEventPublisher.builder()
                .properties(installation.publisherProperties())
                .spoolFolder(installation.publisherProperties().resolveSibling("spool"))
                .build()) {
            Thread shops = new Thread(() -> publish(publisher, publishedAt), "shops");
            shops.start();
            int visible = 0;
            int skipped = EVENTS_PER_SECOND * WARM_UP_SECONDS / MARK_EVERY;
            long giveUp = System.nanoTime() + (WARM_UP_SECONDS + SECONDS) * 1000 * MILLI + GIVE_UP_NANOS;
            while (visible < marks && System.nanoTime() < giveUp) {
                long count = Math.min(marks, ask(question));
                long now = System.nanoTime();
                for (; visible < count; visible++) {
                    if (visible >= skipped) {
                        latencies.add((now - publishedAt.get(visible)) / 1e9);
                    }
                }
                LockSupport.parkNanos(10 * MILLI);
                if (Thread.interrupted()) {
                    shops.interrupt();
                    throw new InterruptedException();
                }
            }
            shops.join();
            requireComplete(publisher, publishedAt, visible, marks);
        }
        return latencies;
    }

    private static void publish(KafkaEventPublisher publisher, AtomicLongArray publishedAt) {
        long begun = System.nanoTime();
        long all = (long) publishedAt.length() * MARK_EVERY;
        for (long i = 0; i < all && !Thread.currentThread().isInterrupted(); i++) {
            long due = begun + i * 1000 * MILLI / EVENTS_PER_SECOND;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            boolean mark = i % MARK_EVERY == 0;
            MerchantEvent event = event(mark ? MARKER : "shop-" + i % 100, i);
            if (mark) {
                publishedAt.set((int) (i / MARK_EVERY), System.nanoTime());
            }
            var unused = publisher.publish(event);
        }
    }

    private static MerchantEvent event(String merchant, long number) {
        MerchantEventBuilder event = MerchantEvent.builder()
                .merchantId(merchant)
                .visitorId("v-" + number % 5_000)
                .sessionId("s-" + number / 5)
                .channel(number % 3 == 0 ? "ads" : "organic")
                .country("DE")
                .device(number % 2 == 0 ? "phone" : "desktop")
                .pagePath("/products/" + number % 300);
        return number % 25 == 0
                ? event.eventType(EventType.ORDER_PLACED)
                        .amount(Money.of(1_000 + number % 9_000, "EUR"))
                        .build()
                : event.eventType(EventType.PAGE_VIEWED).build();
    }

    private long ask(HttpRequest question) throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(question, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200
                    ? mapper.readTree(answer.body()).at("/rows/0/0").asLong()
                    : 0;
        } catch (IOException e) {
            throw new BenchmarkException("query-service does not answer: " + e.getMessage(), e);
        }
    }

    /** A figure counts only where the rate was held and everything arrived. */
    private static void requireComplete(
            KafkaEventPublisher publisher, AtomicLongArray publishedAt, int visible, int marks) {
        var metrics = publisher.metrics();
        if (visible < marks) {
            throw new BenchmarkException(
                    "Only " + visible + " of " + marks + " marked events became visible in two minutes");
        }
        if (metrics.refusedInAll() + metrics.droppedInAll() > 0) {
            throw new BenchmarkException(
                    metrics.refusedInAll() + " events were refused, " + metrics.droppedInAll() + " dropped");
        }
        double seconds = (publishedAt.get(marks - 1) - publishedAt.get(0)) / 1e9;
        double rate = (marks - 1) * (double) MARK_EVERY / seconds;
        if (Math.abs(rate - EVENTS_PER_SECOND) > EVENTS_PER_SECOND * RATE_TOLERANCE) {
            throw new BenchmarkException(
                    "The rate was not held: %.0f events/s instead of %d".formatted(rate, EVENTS_PER_SECOND));
        }
    }
}
