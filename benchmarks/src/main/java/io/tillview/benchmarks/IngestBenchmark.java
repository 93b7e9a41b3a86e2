package io.tillview.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillview.benchmarks.ProcessCpu.Mark;
import io.tillview.events.encoding.JsonEventEncoder;
import io.tillview.events.kafka.KafkaEventPublisher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Fills the topic once, then has the Indexer read it again and again, by our specs and a tutorial's in turn, one task each,
 * from the first record until every segment is served by a Historical. The first time by each spec warms up and counts for
 * nothing. Imports bring as many events into the same three datasources that live ingestion fills.
 */
final class IngestBenchmark {
    private static final int EVENTS = 1_000_000;
    private static final int FLUSH_EVERY = 20_000;
    private static final long GIVE_UP_SECONDS = 600;
    private static final String TUTORIAL = "a tutorial's spec with the json format";
    private static final Duration BEFORE_NOW = Duration.ofMinutes(70);

    private final Path home;
    private final Consumer<String> progress;
    private final Map<String, List<Double>> measured = new HashMap<>();

    IngestBenchmark(Path home, Consumer<String> progress) {
        this.home = home;
        this.progress = progress;
    }

    List<Figure> run(int runs) throws InterruptedException {
        try (TemporaryInstallation installation = new TemporaryInstallation(home)) {
            installation.up();
            // It would lay out what is imported, on the Indexer that is measured.
            installation.end("upkeep");
            Installed installed = new Installed(installation);
            installed.prepare();
            installed.measureAll("warm-up", 0);
            measured.clear();
            for (int run = 1; run <= runs; run++) {
                installed.measureAll("ingest run %d of %d".formatted(run, runs), run);
            }
        }
        return List.of(
                against("ingest.detail_vs_tutorial", 1.5, TUTORIAL, "detail", "tutorial_detail"),
                against("ingest.rollup_vs_tutorial", 1.5, TUTORIAL, "rollup", "tutorial_rollup"),
                against("reindex.rate_vs_live", 1, "live ingestion of detail", "reindex", "detail"),
                against("import.rate_vs_live", 1, "live ingestion of as many", "import", "live"),
                Figure.lessIsBetter("storage.detail_vs_json_as_published", "B/B", 0.167, measured.get("detail_bytes")),
                Figure.lessIsBetter("storage.rollup_vs_json_as_published", "B/B", 0.02, measured.get("rollup_bytes")));
    }

    private Figure against(String name, double target, String peer, String ours, String theirs) {
        return Figure.against(name, "/CPU s", target, true, peer, measured.get(ours), measured.get(theirs));
    }

    private void add(String what, double value) {
        measured.computeIfAbsent(what, unused -> new ArrayList<>()).add(value);
    }

    /** The specs, measured on one installation. */
    private final class Installed {
        private final TemporaryInstallation installation;
        private final DruidAdmin druid;
        private final ProcessCpu indexer;
        private final IngestionSpecFiles specs;
        private double jsonBytes;

        Installed(TemporaryInstallation installation) {
            this.installation = installation;
            this.druid = new DruidAdmin(installation);
            this.indexer = new ProcessCpu(installation, "indexer");
            this.specs = new IngestionSpecFiles(home, installation.kafka());
        }

        /** Nothing but what is measured reads the topic. */
        void prepare() throws InterruptedException {
            for (JsonNode supervisor : druid.supervisors()) {
                druid.suspend(supervisor.asText());
                await(() -> !druid.hasRunningTasks(supervisor.asText()));
            }
            var events = new ShopEvents(1, EVENTS, Instant.now().minus(BEFORE_NOW));
            var encoder = new JsonEventEncoder();
            try (KafkaEventPublisher publisher = KafkaEventPublisher.builder()
                    .properties(installation.publisherProperties())
                    .build()) {
                for (int i = 0; i < EVENTS; i++) {
                    var event = events.event(i);
                    jsonBytes += encoder.encode(event).length;
                    var unused = publisher.publish(event);
                    if (i % FLUSH_EVERY == 0) {
                        publisher.flush(Duration.ofMinutes(1));
                    }
                }
                publisher.flush(Duration.ofMinutes(1));
            }
            indexer.learnIdleShare();
            progress.accept("ingest: %,d events of %.0f bytes are in the topic".formatted(EVENTS, jsonBytes / EVENTS));
        }

        void measureAll(String name, int run) throws InterruptedException {
            double detail = live(name, "detail", specs.ours("merchant_events", "bench_detail_" + run));
            live(name, "tutorial_detail", specs.tutorialDetail("bench_tutorial_detail_" + run));
            double rollup = live(name, "rollup", specs.ours("merchant_metrics", "bench_rollup_" + run));
            live(name, "tutorial_rollup", specs.tutorialRollup("bench_tutorial_rollup_" + run));
            double platform = live(name, "platform", specs.ours("platform_metrics", "bench_platform_" + run));
            add("live", EVENTS / (detail + rollup + platform));
            importPast(name, run);
        }

        /** Reads the topic by a spec; CPU seconds until all is served. */
        private double live(String name, String what, ObjectNode spec) throws InterruptedException {
            String datasource = spec.at("/spec/dataSchema/dataSource").asText();
            Mark before = indexer.mark();
            druid.submit(spec);
            await(() -> isAtTheEnd(druid.status(datasource)));
            druid.suspend(datasource);
            await(() -> !druid.hasRunningTasks(datasource));
            double cpu = indexer.since(before);
            double bytes = druid.publishedBytes(datasource);
            druid.remove(datasource);
            add(what, EVENTS / cpu);
            add(what + "_bytes", bytes / jsonBytes);
            progress.accept("%s: %s %,.0f events per CPU second, %.1f us and %.1f bytes an event"
                    .formatted(name, what, EVENTS / cpu, cpu / EVENTS * 1e6, bytes / EVENTS));
            return cpu;
        }

        private static boolean isAtTheEnd(JsonNode status) {
            long end = 0;
            for (JsonNode offset : status.path("latestOffsets")) {
                end += offset.asLong();
            }
            if (end > EVENTS) {
                throw new BenchmarkException("The topic has " + end + " records instead of " + EVENTS);
            }
            return end == EVENTS && status.path("aggregateLag").asLong(1) == 0;
        }

        private void importPast(String name, int run) throws InterruptedException {
            Path file = installation.data().resolve("past-" + run + ".ndjson");
            Instant day = Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofDays(run));
            EventFile.write(file, new ShopEvents(2 + run, EVENTS, day.plus(Duration.ofHours(10))), EVENTS);
            Mark before = indexer.mark();
            installation.importFile(file);
            double cpu = indexer.since(before);
            add("import", EVENTS / cpu);
            progress.accept("%s: import %,.0f events per CPU second".formatted(name, EVENTS / cpu));
            reindexDetail(name, day);
        }

        /** The first of the tasks that {@code reindex} would submit, which is the detail's. */
        private void reindexDetail(String name, Instant day) throws InterruptedException {
            Path tasks = installation.data().resolve("tasks-" + name.replace(' ', '-'));
            installation.reindex(
                    "channel",
                    "--set",
                    "from=ads",
                    "--set",
                    "to=paid",
                    "--interval",
                    day + "/" + day.plus(Duration.ofDays(1)),
                    "--save-tasks",
                    tasks.toString());
            JsonNode task = first(tasks);
            Mark before = indexer.mark();
            druid.submitTask(task);
            await(() -> druid.hasSucceeded(task.path("id").asText()));
            double cpu = indexer.since(before);
            add("reindex", EVENTS / cpu);
            progress.accept("%s: reindexed detail %,.0f events per CPU second".formatted(name, EVENTS / cpu));
        }

        private static JsonNode first(Path folder) {
            try (Stream<Path> files = Files.list(folder)) {
                Path file = files.sorted().findFirst().orElseThrow();
                return new ObjectMapper().readTree(Files.readString(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Looks again every half second. */
    private static void await(Condition condition) throws InterruptedException {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(GIVE_UP_SECONDS);
        while (!condition.holds()) {
            if (System.nanoTime() > giveUp) {
                throw new BenchmarkException("The Indexer did not come to an end in ten minutes");
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    /** What is waited for. */
    private interface Condition {
        boolean holds() throws InterruptedException;
    }
}
