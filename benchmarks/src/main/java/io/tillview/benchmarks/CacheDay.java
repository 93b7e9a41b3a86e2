package io.tillview.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What query-service's cache is good for on a day of dashboards, on a clock that nobody waits for: the simulation is query-service's own,
 * in a JVM of its own, so that nothing here has to know what is in it. Needs no installation.
 */
final class CacheDay {
    private static final String SIMULATION = "io.tillview.query.simulation.SimulatedDay";
    private static final double TARGET = 0.9;

    private final Path home;
    private final Consumer<String> progress;

    CacheDay(Path home, Consumer<String> progress) {
        this.home = home;
        this.progress = progress;
    }

    /**
     * Lets so many days go by, each with a seed of its own.
     *
     * @throws BenchmarkException if the simulation is not built, or fails
     */
    List<Figure> run(int runs) throws InterruptedException {
        List<Double> shares = new ArrayList<>();
        List<Double> minute = new ArrayList<>();
        List<Double> timeToLive = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            JsonNode day = ChildJvm.run(classPath(), SIMULATION, List.of("seed=" + run), Map.of());
            shares.add(day.path("hit_share").asDouble());
            minute.add(day.path("hit_share_of_a_minute").asDouble());
            timeToLive.add(day.path("hit_share_of_ttl").asDouble());
            progress.accept(
                    "cache day %d of %d: %d questions of %d merchants, %.3f of their pieces without a Broker; rows up to a minute old: %.3f, against %.3f"
                            .formatted(
                                    run,
                                    runs,
                                    day.path("questions").asLong(),
                                    day.path("merchants").asLong(),
                                    shares.get(run - 1),
                                    minute.get(run - 1),
                                    timeToLive.get(run - 1)));
        }
        return List.of(
                Figure.moreIsBetter("cache.day_hit_share", "share", TARGET, shares),
                Figure.against(
                        "cache.day_hit_share_of_ttl",
                        "share",
                        1,
                        true,
                        "a time to live of 60 s, ours up to 60 s old as well",
                        minute,
                        timeToLive));
    }

    private String classPath() {
        Path service = home.resolve("query-service");
        Path simulation = service.resolve("cache-simulation/target/classes");
        Path libraries = service.resolve("target/quarkus-app/lib");
        if (!Files.isDirectory(simulation) || !Files.isDirectory(libraries)) {
            throw new BenchmarkException("The simulated day is not built: run mvn -DskipTests package in " + home);
        }
        return ChildJvm.classPath(
                simulation.toString(),
                service.resolve("target/classes").toString(),
                libraries.resolve("main") + File.separator + "*",
                libraries.resolve("boot") + File.separator + "*");
    }
}
