package io.tillview.command;

import io.tillview.cluster.Installation;
import io.tillview.ingestion.IngestionException;
import io.tillview.ingestion.merging.LateMerger;
import io.tillview.ingestion.merging.MergedOffsets;
import io.tillview.ingestion.records.TopicRanges;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code upkeep}: what has to be done again and again. {@code up} starts it; it may be killed at any time. */
@Command(
        name = "upkeep",
        description = {
            "Merges late events into the answers, an arrival hour at a time; again every half minute, until it is ended.",
            "up starts it as a service."
        },
        mixinStandardHelpOptions = true)
final class UpkeepCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long PAUSE_SECONDS = 30;

    @Mixin
    private InstallationOptions options;

    @Option(names = "--once", description = "one round, then it ends; exit code 1 when the round failed")
    private boolean once;

    @Option(names = "--heartbeat", paramLabel = "FILE", description = "touched after every round that succeeded")
    private Path heartbeat;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, IOException {
        Installation installation = options.running();
        PrintWriter out = spec.commandLine().getOut();
        while (true) {
            boolean succeeded = round(installation, out);
            out.flush();
            if (once) {
                return succeeded ? 0 : 1;
            }
            TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
        }
    }

    /** A round that fails, because Druid or Kafka is away for example, is followed by the next. */
    private boolean round(Installation installation, PrintWriter out) throws InterruptedException, IOException {
        try (TopicRanges topic = Ingestion.topic(installation);
                MergedOffsets progress = Ingestion.mergedOffsets(installation)) {
            LateMerger merger = Ingestion.lateMerger(installation, topic, PATIENCE);
            for (LateMerger.Merged merged : merger.mergeClosedHours(Instant.now())) {
                out.println(String.format(
                        Locale.ROOT,
                        "Merged %,d late events that arrived in the hour from %s",
                        merged.events(),
                        merged.hour()));
            }
            progress.commit(merger.datasources(), merger.mergedUpTo(Instant.now()));
            beat();
            return true;
        } catch (IngestionException e) {
            out.println(Instant.now() + " " + e.getMessage());
            return false;
        }
    }

    private void beat() throws IOException {
        if (heartbeat != null) {
            if (Files.notExists(heartbeat)) {
                Files.createFile(heartbeat);
            }
            Files.setLastModifiedTime(heartbeat, FileTime.from(Instant.now()));
        }
    }
}
