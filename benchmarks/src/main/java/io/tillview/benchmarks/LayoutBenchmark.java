package io.tillview.benchmarks;

import io.tillview.benchmarks.ProcessCpu.Mark;
import io.tillview.events.MerchantEvent;
import io.tillview.events.encoding.JsonEventEncoder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Asks one merchant's 30-day question of the detail, over REST and with the row policy on: over as many segments as a day has at the
 * design's volume, first as ingestion leaves them, then laid out as {@code compaction.json} says but for their size; and over a tenth of
 * the data that has the same rows of that merchant. Then what an hour's events take once they are laid out, against their JSON.
 */
final class LayoutBenchmark {
    private static final String DETAIL = "merchant_events";
    private static final String ROLLUP = "merchant_metrics";
    private static final String MERCHANT = "shop-0";
    private static final int DAYS = 30;
    private static final int MERCHANTS = 360;
    private static final int EVENTS_A_DAY_AND_MERCHANT = 10;
    private static final int ROWS_A_SEGMENT = 100;
    private static final int WARM_UP = 60;
    private static final int WARM_UPS = 2;
    private static final int QUESTIONS = 150;
    private static final int DENSE_EVENTS = 100_000;

    private final Path home;
    private final Consumer<String> progress;
    private final List<Double> bigSeconds = new ArrayList<>();
    private final List<Double> smallSeconds = new ArrayList<>();
    private final List<Double> laidOutCpu = new ArrayList<>();
    private final List<Double> defaultCpu = new ArrayList<>();
    private final List<Double> segmentsAChunk = new ArrayList<>();
    private final List<Double> detailBytes = new ArrayList<>();
    private final List<Double> rollupBytes = new ArrayList<>();

    LayoutBenchmark(Path home, Consumer<String> progress) {
        this.home = home;
        this.progress = progress;
    }

    List<Figure> run(int runs) throws InterruptedException {
        for (int run = 1; run <= runs; run++) {
            try (TemporaryInstallation installation = new TemporaryInstallation(home)) {
                installation.up();
                // It would lay out what is to be measured as ingestion leaves it.
                installation.end("upkeep");
                new Installed(installation).measure();
            }
        }
        return List.of(
                Figure.against("layout.growth_10x", "s", 1.3, false, "a tenth of the data", bigSeconds, smallSeconds),
                Figure.against(
                        "layout.cpu_vs_default",
                        "/CPU s",
                        5,
                        true,
                        "as many segments not partitioned by merchant",
                        questionsACpuSecond(laidOutCpu),
                        questionsACpuSecond(defaultCpu)),
                Figure.lessIsBetter("layout.segments_per_chunk", "", 2, segmentsAChunk),
                Figure.lessIsBetter("storage.detail_vs_json", "B/B", 0.167, detailBytes),
                Figure.lessIsBetter("storage.rollup_vs_json", "B/B", 0.02, rollupBytes));
    }

    private static List<Double> questionsACpuSecond(List<Double> cpuSecondsAQuestion) {
        return cpuSecondsAQuestion.stream().map(seconds -> 1 / seconds).toList();
    }

    /** What is measured, on one installation. */
    private final class Installed {
        private final TemporaryInstallation installation;
        private final DruidAdmin druid;
        private final BatchTasks tasks;
        private final ProcessCpu historical;
        private final HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        private final Instant to = Instant.now().truncatedTo(ChronoUnit.DAYS);
        private final Instant from = to.minus(DAYS, ChronoUnit.DAYS);

        Installed(TemporaryInstallation installation) {
            this.installation = installation;
            this.druid = new DruidAdmin(installation);
            this.tasks = new BatchTasks(home, druid);
            this.historical = new ProcessCpu(installation, "historical");
        }

        void measure() throws InterruptedException {
            Path small = write("small", MERCHANTS / 10);
            tasks.ingest(DETAIL, small, ROWS_A_SEGMENT);
            tasks.layOut(DETAIL, from, to, ROWS_A_SEGMENT);
            historical.learnIdleShare();
            // The programs have just been started; the first few hundred questions tell more of that than of the data.
            for (int warmUp = 0; warmUp < WARM_UPS; warmUp++) {
                ask("warm-up, counts for nothing");
            }
            smallSeconds.add(ask("laid out, a tenth of the data").seconds());
            druid.drop(DETAIL);

            Path big = write("big", MERCHANTS);
            tasks.ingest(DETAIL, big, ROWS_A_SEGMENT);
            defaultCpu.add(ask("as ingested").cpuSeconds());
            tasks.layOut(DETAIL, from, to, ROWS_A_SEGMENT);
            Asked laidOut = ask("laid out");
            laidOutCpu.add(laidOut.cpuSeconds());
            bigSeconds.add(laidOut.seconds());
            segmentsAChunk.add((double) ChunkRanges.most(druid.segments(DETAIL, from, to), MERCHANT));
            measureBytes();
        }

        private Asked ask(String what) throws InterruptedException {
            long segments = druid.segments(DETAIL, from, to).size();
            String token = installation.token(MERCHANT);
            for (int i = 0; i < WARM_UP; i++) {
                ask(token, i);
            }
            List<Double> seconds = new ArrayList<>();
            Mark before = historical.mark();
            for (int i = 0; i < QUESTIONS; i++) {
                long begun = System.nanoTime();
                ask(token, WARM_UP + i);
                seconds.add((System.nanoTime() - begun) / 1e9);
            }
            double cpu = historical.since(before) / QUESTIONS;
            Asked asked = new Asked(Percentiles.median(seconds), cpu);
            progress.accept("%s: %d segments, median %.1f ms, %.2f ms CPU of the Historical a question"
                    .formatted(what, segments, asked.seconds() * 1e3, cpu * 1e3));
            return asked;
        }

        /** Each question differs from the others in its limit, so that nothing remembers its answer. */
        private void ask(String token, int number) throws InterruptedException {
            String question =
                    """
                    {"measures": ["events", "orders", "net_sales", "visitors"], "dimensions": ["browser"], "grain": "day",
                     "timeRange": {"from": "%s", "to": "%s"}, "limit": %d}
                    """
                            .formatted(from, to, 500 + number);
            HttpRequest request = HttpRequest.newBuilder(
                            installation.queryService().resolve("/v1/query"))
                    .timeout(Duration.ofMinutes(1))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(question))
                    .build();
            try {
                HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() != 200 || !answer.body().contains("\"" + DETAIL + "\"")) {
                    throw new BenchmarkException("The question is answered " + answer.body());
                }
            } catch (IOException e) {
                throw new BenchmarkException("query-service does not answer: " + e.getMessage(), e);
            }
        }

        /** The merchants of the small file have the same events in the big one. */
        private Path write(String name, int merchants) {
            Path file = installation.data().resolve(name + ".ndjson");
            JsonEventEncoder encoder = new JsonEventEncoder();
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                for (int day = 0; day < DAYS; day++) {
                    int events = MERCHANTS * EVENTS_A_DAY_AND_MERCHANT;
                    Instant hour = from.plus(day, ChronoUnit.DAYS).plus(10, ChronoUnit.HOURS);
                    ShopEvents shops = new ShopEvents(day, events, hour, EVENTS_A_DAY_AND_MERCHANT);
                    for (int i = 0; i < events; i++) {
                        MerchantEvent event = shops.event(i);
                        if (Integer.parseInt(event.merchantId().substring("shop-".length())) < merchants) {
                            out.write(encoder.encode(event));
                            out.write('\n');
                        }
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return file;
        }

        private void measureBytes() throws InterruptedException {
            Instant day = from.minus(10, ChronoUnit.DAYS);
            Path file = installation.data().resolve("dense.ndjson");
            double json = EventFile.write(file, new ShopEvents(1, DENSE_EVENTS, day), DENSE_EVENTS);
            installation.importFile(file);
            Instant end = day.plus(1, ChronoUnit.DAYS);
            tasks.layOut(DETAIL, day, end, DENSE_EVENTS);
            tasks.layOut(ROLLUP, day, end, DENSE_EVENTS);
            detailBytes.add(ChunkRanges.bytes(druid.segments(DETAIL, day, end)) / json);
            rollupBytes.add(ChunkRanges.bytes(druid.segments(ROLLUP, day, end)) / json);
        }
    }

    /** How long a question took, and what CPU time it took the Historical. */
    private record Asked(double seconds, double cpuSeconds) {}
}
