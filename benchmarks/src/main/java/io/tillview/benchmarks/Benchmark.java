package io.tillview.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** The benchmarks there are. */
public enum Benchmark {
    /** From nothing to the first answer, and the memory held then. */
    STARTUP("from ./tillview up to the first REST answer, and the memory all processes hold") {
        @Override
        public List<Figure> run(Path home, int runs, Consumer<String> progress) throws InterruptedException {
            return new StartupBenchmark(home, progress).run(runs);
        }
    },
    /** The SDK's publisher against Kafka's own producer. */
    SDK("the SDK's publisher against Kafka's own producer, with Kafka healthy, away and back") {
        @Override
        public List<Figure> run(Path home, int runs, Consumer<String> progress) throws InterruptedException {
            return new SdkBenchmark(home, progress).run(runs);
        }
    },
    /** What ingestion costs. */
    INGEST("events per CPU second of the Indexer against a tutorial's specs, and the bytes they take") {
        @Override
        public List<Figure> run(Path home, int runs, Consumer<String> progress) throws InterruptedException {
            return new IngestBenchmark(home, progress).run(runs);
        }
    },
    /** What reprocessing costs others. */
    REINDEX("lag and queries beside 2,000 live events/s while a past hour is reprocessed") {
        @Override
        public List<Figure> run(Path home, int runs, Consumer<String> progress) throws InterruptedException {
            return new ReindexBenchmark(home, progress).run(runs);
        }
    },
    /** What closed chunks' layout is good for. */
    LAYOUT("one merchant's question over a thousand segments, laid out or not, and the bytes they take") {
        @Override
        public List<Figure> run(Path home, int runs, Consumer<String> progress) throws InterruptedException {
            return new LayoutBenchmark(home, progress).run(runs);
        }
    },
    /** What the REST service adds to Druid's SQL. */
    QUERY("merchants' questions over REST against the same SQL straight at the Broker: new ones, and from the caches") {
        @Override
        public List<Figure> run(Path home, int runs, Consumer<String> progress) throws InterruptedException {
            return new QueryBenchmark(home, progress).run(runs);
        }
    },
    /** From publish to answer. */
    FRESHNESS("from publish to visible in a REST answer, at 2,000 events/s") {
        @Override
        public List<Figure> run(Path home, int runs, Consumer<String> progress) throws InterruptedException {
            return new FreshnessBenchmark(home, progress).run(runs);
        }
    };

    private final String description;

    Benchmark(String description) {
        this.description = description;
    }

    /** What it measures. */
    public String description() {
        return description;
    }

    /** Its name on the command line. */
    public String externalName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The benchmark of this name. */
    public static Optional<Benchmark> named(String name) {
        return Arrays.stream(values())
                .filter(benchmark -> benchmark.externalName().equals(name))
                .findFirst();
    }

    /**
     * Measures. Blocks for minutes; what it started is stopped when it returns or throws.
     *
     * @param home the built source tree
     * @param runs how many, at least 1
     * @param progress is told in a line what is being done
     * @throws BenchmarkException if it could not be run as it has to be
     */
    public abstract List<Figure> run(Path home, int runs, Consumer<String> progress) throws InterruptedException;
}
