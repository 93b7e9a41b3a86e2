package io.tillview.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The SDK beside the runtime's Kafka alone. Each run starts an empty broker; the peer, the SDK's two modes and the peer again then
 * deliver as many events in turn, each in a JVM of its own that is warmed up alike; the SDK is compared with the mean of its two
 * neighbours. The rest measures the SDK alone: paced with Kafka healthy, then with Kafka away, and draining.
 */
final class SdkBenchmark {
    private static final String PEER = "Kafka's ProducerPerformance --payload-file";
    private static final String WARM_UP = "1500000";
    private static final String EVENTS = "3000000";
    private static final double COUNT = Double.parseDouble(EVENTS);
    private static final String SPOOLED = "1000000";
    private static final String PACE = "20000";
    /** A little more than the design asks for, so that a rate held to the last event reaches it. */
    private static final String DESIGN_RATE = "122000";

    private static final String SECONDS = "15";

    private final Path home;
    private final Consumer<String> progress;
    private final Map<String, List<Double>> measured = new HashMap<>();

    SdkBenchmark(Path home, Consumer<String> progress) {
        this.home = home;
        this.progress = progress;
    }

    List<Figure> run(int runs) throws InterruptedException {
        for (int run = 1; run <= runs; run++) {
            Path folder = folder();
            try (KafkaAlone kafka = new KafkaAlone(home, folder)) {
                kafka.start();
                new Run(folder, kafka, "sdk run %d of %d".formatted(run, runs)).measure();
            } finally {
                remove(folder);
            }
        }
        return figures();
    }

    private List<Figure> figures() {
        List<Double> raw = peer("rate");
        return List.of(
                Figure.against("sdk.throughput_vs_raw", "/s", 0.85, true, PEER, measured.get("overflow.rate"), raw),
                Figure.against("sdk.cpu_vs_raw", "us", 1.25, false, PEER, measured.get("overflow.cpu"), peer("cpu")),
                Figure.against("sdk.write_ahead_vs_raw", "/s", 0.6, true, PEER, measured.get("ahead.rate"), raw),
                Figure.moreIsBetter("sdk.spool_events_per_second", "/s", 100_000, measured.get("spool")),
                Figure.against(
                        "sdk.drain_live_ratio",
                        "/s",
                        0.7,
                        true,
                        "the same without a drain",
                        measured.get("drain.beside"),
                        measured.get("drain.alone")),
                Figure.lessIsBetter("sdk.publish_p999_micros", "us", 1_000, measured.get("paced.p999")),
                Figure.lessIsBetter("sdk.publish_p999_micros_kafka_away", "us", 1_000, measured.get("away.p999")),
                Figure.lessIsBetter("sdk.allocated_bytes_per_event", "B", 2_000, measured.get("overflow.allocated")),
                Figure.moreIsBetter("sdk.sustained_events_per_second", "/s", 120_000, measured.get("sustained")));
    }

    /** Of each run, the mean of before and after. */
    private List<Double> peer(String what) {
        List<Double> before = measured.get("raw before." + what);
        List<Double> after = measured.get("raw after." + what);
        return IntStream.range(0, before.size())
                .mapToObj(run -> (before.get(run) + after.get(run)) / 2)
                .toList();
    }

    private Path folder() {
        try {
            Path parent = home.resolve("benchmarks/target");
            Files.createDirectories(parent);
            return Files.createTempDirectory(parent, "sdk");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One run on one broker. */
    private final class Run {
        private final Path folder;
        private final KafkaAlone kafka;
        private final String name;

        Run(Path folder, KafkaAlone kafka, String name) {
            this.folder = folder;
            this.kafka = kafka;
            this.name = name;
        }

        void measure() throws InterruptedException {
            raw("before");
            deliver("overflow", "OVERFLOW");
            deliver("ahead", "WRITE_AHEAD");
            raw("after");
            pace();
            away();
            drain();
        }

        private void raw(String when) throws InterruptedException {
            Path payloads = folder.resolve("payloads");
            SampleEvents.write(payloads);
            String classPath = ChildJvm.classPath(
                    ChildJvm.ownClasses(),
                    home.resolve("benchmarks/target/peer/kafka-tools.jar").toString(),
                    KafkaAlone.libraries(home) + "/*");
            delivered(
                    "raw " + when,
                    ChildJvm.run(
                            classPath,
                            RawProducer.class,
                            List.of(kafka.address(), payloads.toString(), WARM_UP, EVENTS),
                            Map.of()));
        }

        private void deliver(String figure, String mode) throws InterruptedException {
            delivered(figure, sdk("deliver", mode, WARM_UP, EVENTS));
        }

        private void delivered(String figure, JsonNode result) {
            double rate = COUNT / number(result, "seconds");
            double cpu = number(result, "cpuSeconds") / COUNT * 1e6;
            double allocated = number(result, "allocatedBytes") / COUNT;
            add(figure + ".rate", rate);
            add(figure + ".cpu", cpu);
            add(figure + ".allocated", allocated);
            tell("%s %,.0f events/s, %.2f us CPU an event%s"
                    .formatted(
                            figure,
                            rate,
                            cpu,
                            result.has("spooledShare")
                                    ? ", %.0f %% of them through the spool"
                                            .formatted(number(result, "spooledShare") * 100)
                                    : ""));
        }

        private void pace() throws InterruptedException {
            JsonNode result = sdk("pace", "true", PACE, SECONDS);
            add("paced.p999", number(result, "p999Micros"));
            tell("publish at %s/s: %s".formatted(PACE, result));
            JsonNode sustained = sdk("pace", "true", DESIGN_RATE, SECONDS);
            add("sustained", number(sustained, "deliveredPerSecond"));
            tell("publish at %s/s: %s".formatted(DESIGN_RATE, sustained));
        }

        private void away() throws InterruptedException {
            kafka.kill();
            double rate = Double.parseDouble(SPOOLED) / number(sdk("spool", "300000", SPOOLED), "seconds");
            add("spool", rate);
            JsonNode result = sdk("pace", "false", PACE, SECONDS);
            add("away.p999", number(result, "p999Micros"));
            tell("Kafka away: %,.0f events/s into the spool; publish at %s/s: %s".formatted(rate, PACE, result));
            kafka.start();
        }

        private void drain() throws InterruptedException {
            JsonNode result = sdk("drain", SPOOLED);
            add("drain.alone", number(result, "livePerSecond"));
            add("drain.beside", number(result, "drainingPerSecond"));
            tell("live traffic while the spool drains: " + result);
        }

        private JsonNode sdk(String... task) throws InterruptedException {
            Path spools = folder.resolve("spools");
            try {
                Files.createDirectory(spools);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            List<String> arguments = new ArrayList<>(List.of(task));
            arguments.addAll(1, List.of(kafka.address(), spools.toString()));
            try {
                return ChildJvm.run(
                        ChildJvm.ownClassPath(),
                        SdkProducer.class,
                        arguments,
                        Map.of(SdkProducer.KILL_KAFKA, kafka::kill, SdkProducer.START_KAFKA, kafka::start));
            } finally {
                remove(spools);
            }
        }

        private void tell(String line) {
            progress.accept(name + ": " + line);
        }
    }

    private void add(String figure, double value) {
        measured.computeIfAbsent(figure, unused -> new ArrayList<>()).add(value);
    }

    private static double number(JsonNode result, String field) {
        if (!result.has(field)) {
            throw new BenchmarkException("A measuring JVM doesn't tell " + field + ": " + result);
        }
        return result.get(field).asDouble();
    }
}
