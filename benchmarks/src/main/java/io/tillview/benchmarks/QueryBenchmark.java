package io.tillview.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What merchants' questions cost: never asked before, asked again, and several at once. */
final class QueryBenchmark {
    private static final int DAYS = 7;
    private static final int EVENTS_A_DAY = 60_000;
    private static final int EVENTS_A_MERCHANT = 30;
    private static final int MERCHANTS = EVENTS_A_DAY / EVENTS_A_MERCHANT;

    private static final List<String> DATASOURCES = List.of("merchant_events", "merchant_metrics");
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final List<String> DRUID_CACHES = List.of(
            "broker.cache.useCache",
            "broker.cache.populateCache",
            "broker.cache.useResultLevelCache",
            "broker.cache.populateResultLevelCache",
            "historical.cache.useCache",
            "historical.cache.populateCache");

    private final Path home;
    private final Consumer<String> progress;

    QueryBenchmark(Path home, Consumer<String> progress) {
        this.home = home;
        this.progress = progress;
    }

    /**
     * What differs from an installation as it is shipped: no merchant is told to wait, and Druid's caches are on, of which a merchant's own
     * queries have nothing. Services inherit the environment.
     */
    private static Map<String, String> settings() {
        // A tenth of the heap, which is the default, would not hold all that the benchmark asks.
        String caches = DRUID_CACHES.stream()
                .map(cache -> "-Ddruid." + cache + "=true")
                .collect(Collectors.joining(" ", "-Ddruid.cache.sizeInBytes=100000000 ", ""));
        return Map.of(
                "TILLVIEW_LIMITS_REQUESTS_PER_SECOND", "1000000",
                "TILLVIEW_LIMITS_BURST", "1000000",
                "JDK_JAVA_OPTIONS", caches);
    }

    /** Until it is laid out, what was imported is replaced day by day: whoever keeps answers would have to ask again for each of them. */
    private static double secondsToLayOut(TemporaryInstallation installation, Instant from, Instant to)
            throws InterruptedException {
        DruidAdmin druid = new DruidAdmin(installation);
        long begun = System.nanoTime();
        for (String datasource : DATASOURCES) {
            List<JsonNode> segments = druid.segments(datasource, from, to);
            while (!ChunkRanges.areLaidOut(segments) || !druid.answersFrom(datasource, segments, from, to)) {
                if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                    throw new BenchmarkException(
                            datasource + " is not laid out after " + PATIENCE.toMinutes() + " minutes");
                }
                TimeUnit.SECONDS.sleep(1);
                segments = druid.segments(datasource, from, to);
            }
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    List<Figure> run(int runs) throws InterruptedException {
        List<Figure> figures = new ArrayList<>();
        try (TemporaryInstallation installation = new TemporaryInstallation(home)) {
            installation.up(settings());
            Instant to = Instant.now().truncatedTo(ChronoUnit.DAYS);
            Instant from = to.minus(Duration.ofDays(DAYS));
            List<Path> files = new ArrayList<>();
            for (int day = 0; day < DAYS; day++) {
                Path file = installation.data().resolve("day-" + day + ".ndjson");
                Instant tenOClock = from.plus(Duration.ofDays(day)).plus(Duration.ofHours(10));
                EventFile.write(file, new ShopEvents(day, EVENTS_A_DAY, tenOClock, EVENTS_A_MERCHANT), EVENTS_A_DAY);
                files.add(file);
            }
            installation.importFiles(files);
            progress.accept("query: all is laid out after %.0f s".formatted(secondsToLayOut(installation, from, to)));
            Dashboards dashboards = new Dashboards(from, to);
            MerchantTokens tokens = new MerchantTokens(installation);
            var uncached = new UncachedQuestions(installation, dashboards, tokens, MERCHANTS);
            var batches = new BatchPanels(installation, dashboards, tokens, MERCHANTS);
            var cached = new CachedDashboards(installation, dashboards, tokens);
            // Its twelve thousand questions warm both sides up for the others, too.
            progress.accept("query: " + cached.warmUp());
            uncached.warmUp();
            batches.warmUp();
            for (int run = 1; run <= runs; run++) {
                progress.accept("query run %d of %d: %s".formatted(run, runs, uncached.measure(run)));
                progress.accept(batches.measure());
                progress.accept(cached.measure(run));
            }
            figures.addAll(uncached.figures());
            figures.addAll(cached.figures());
            figures.addAll(batches.figures());
        }
        figures.addAll(new CacheDay(home, progress).run(runs));
        return List.copyOf(figures);
    }
}
