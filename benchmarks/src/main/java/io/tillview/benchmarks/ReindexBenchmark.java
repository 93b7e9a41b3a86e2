package io.tillview.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.events.MerchantEvent;
import io.tillview.events.kafka.KafkaEventPublisher;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What reprocessing costs others: 2,000 events/s come in all the time; a merchant's question is asked one after another, first for
 * half a minute, then for as long as {@code ./tillview reindex} corrects a past hour and builds its rollups.
 */
final class ReindexBenchmark {
    private static final int PAST_EVENTS = 300_000;
    private static final int LIVE_PER_SECOND = 2_000;
    private static final int LIVE_EVENTS = 20_000;
    private static final int WARM_UP_SECONDS = 20;
    private static final int QUIET_SECONDS = 30;
    private static final long PAUSE_MILLIS = 20;
    private static final long LAG_EVERY_NANOS = 500_000_000L;
    private static final List<String> LIVE = List.of("merchant_events", "merchant_metrics", "platform_metrics");

    private final Path home;
    private final Consumer<String> progress;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Double> lags = new ArrayList<>();
    private final List<Double> p99 = new ArrayList<>();
    private final List<Double> quietP99 = new ArrayList<>();

    ReindexBenchmark(Path home, Consumer<String> progress) {
        this.home = home;
        this.progress = progress;
    }

    List<Figure> run(int runs) throws InterruptedException {
        for (int run = 1; run <= runs; run++) {
            try (TemporaryInstallation installation = new TemporaryInstallation(home)) {
                installation.up();
                measure(installation);
            }
            progress.accept("reindex run %d of %d: lag at most %.1f s, query p99 %.0f ms, %.0f ms before"
                    .formatted(run, runs, lags.get(run - 1), p99.get(run - 1), quietP99.get(run - 1)));
        }
        return List.of(
                Figure.lessIsBetter("reindex.lag_seconds", "s", 30, lags),
                Figure.against("reindex.query_p99_vs_quiet", "ms", 2, false, "before it", p99, quietP99));
    }

    private void measure(TemporaryInstallation installation) throws InterruptedException {
        Instant past = Instant.now().minus(Duration.ofDays(3)).truncatedTo(ChronoUnit.DAYS);
        Path file = installation.data().resolve("past.ndjson");
        EventFile.write(file, new ShopEvents(11, PAST_EVENTS, past.plus(Duration.ofHours(10))), PAST_EVENTS);
        installation.importFile(file);
        HttpRequest question = question(installation, past);
        DruidAdmin druid = new DruidAdmin(installation);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (KafkaEventPublisher publisher = KafkaEventPublisher.builder()
                .properties(installation.publisherProperties())
                .spoolFolder(installation.publisherProperties().resolveSibling("spool"))
                .build()) {
            Future<?> shops = threads.submit(() -> publish(publisher));
            TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(QUIET_SECONDS);
            quietP99.add(Percentiles.percentile(ask(question, () -> System.nanoTime() < until, () -> {}), 0.99));
            Future<Void> reindex = threads.submit(() -> {
                installation.reindex(
                        "channel",
                        "--set",
                        "from=ads",
                        "--set",
                        "to=paid",
                        "--interval",
                        past + "/" + past.plus(Duration.ofDays(1)));
                return null;
            });
            double[] lag = {0};
            p99.add(Percentiles.percentile(
                    ask(question, () -> !reindex.isDone(), () -> lag[0] = Math.max(lag[0], lag(druid))), 0.99));
            lags.add(lag[0]);
            reindex.get();
            shops.cancel(true);
        } catch (ExecutionException e) {
            throw new BenchmarkException("The reindexing fails: " + e.getCause().getMessage(), e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Milliseconds of every answer. */
    private List<Double> ask(HttpRequest question, Condition goOn, Look look) throws InterruptedException {
        List<Double> millis = new ArrayList<>();
        long looked = System.nanoTime();
        while (goOn.holds()) {
            long asked = System.nanoTime();
            try {
                HttpResponse<String> answer = http.send(question, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() != 200) {
                    throw new BenchmarkException("query-service answers " + answer.statusCode() + " " + answer.body());
                }
            } catch (IOException e) {
                throw new BenchmarkException("query-service does not answer: " + e.getMessage(), e);
            }
            millis.add((System.nanoTime() - asked) / 1e6);
            if (System.nanoTime() - looked > LAG_EVERY_NANOS) {
                looked = System.nanoTime();
                look.look();
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        return millis;
    }

    /** How far the slowest live supervisor is behind, in seconds at the rate that events come. */
    private static double lag(DruidAdmin druid) throws InterruptedException {
        long behind = 0;
        for (String supervisor : LIVE) {
            JsonNode status = druid.status(supervisor);
            behind = Math.max(behind, status.path("aggregateLag").asLong());
        }
        return (double) behind / LIVE_PER_SECOND;
    }

    private static void publish(KafkaEventPublisher publisher) {
        var events = new ShopEvents(7, LIVE_EVENTS, Instant.now());
        MerchantEvent[] live = new MerchantEvent[LIVE_EVENTS];
        for (int i = 0; i < LIVE_EVENTS; i++) {
            live[i] = events.event(i);
        }
        var paced = new PacedPublishing(publisher, live, LIVE_PER_SECOND);
        while (!Thread.currentThread().isInterrupted()) {
            paced.run(1);
        }
    }

    private static HttpRequest question(TemporaryInstallation installation, Instant past) throws InterruptedException {
        return HttpRequest.newBuilder(installation.queryService().resolve("/v1/query"))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + installation.token("shop-1"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"measures\":[\"events\",\"visitors\"],\"dimensions\":[\"channel\"],\"grain\":\"day\",\"timeRange\":{\"from\":\""
                                + past + "\",\"to\":\""
                                + Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofHours(1)) + "\"}}"))
                .build();
    }

    /** What is waited for. */
    private interface Condition {
        boolean holds();
    }

    /** What is done now and then. */
    private interface Look {
        void look() throws InterruptedException;
    }
}
