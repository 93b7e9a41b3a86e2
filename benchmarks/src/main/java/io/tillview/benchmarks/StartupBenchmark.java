package io.tillview.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Starts an empty installation each time, on a built tree. Seconds count from the start of {@code ./tillview up --detach} to
 * its end, which comes after the first answer to a merchant's question over REST; megabytes are the proportional share of
 * all processes, as {@code status} adds them up right after.
 */
final class StartupBenchmark {
    private static final double TARGET_SECONDS = 60;
    private static final double TARGET_MEGABYTES = 4_000;

    private final Path home;
    private final Consumer<String> progress;

    StartupBenchmark(Path home, Consumer<String> progress) {
        this.home = home;
        this.progress = progress;
    }

    List<Figure> run(int runs) throws InterruptedException {
        List<Double> seconds = new ArrayList<>();
        List<Double> megabytes = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            try (TemporaryInstallation installation = new TemporaryInstallation(home)) {
                long begun = System.nanoTime();
                installation.up();
                seconds.add((System.nanoTime() - begun) / 1e9);
                megabytes.add(installation.status().path("residentMegabytes").asDouble());
            }
            progress.accept("startup run %d of %d: %.1f s, %.0f MB"
                    .formatted(run, runs, seconds.get(run - 1), megabytes.get(run - 1)));
        }
        return List.of(
                Figure.lessIsBetter("startup.first_answer_seconds", "s", TARGET_SECONDS, seconds),
                Figure.lessIsBetter("startup.resident_megabytes", "MB", TARGET_MEGABYTES, megabytes));
    }
}
