package io.tillview.command;

import io.tillview.cluster.Installation;
import io.tillview.ingestion.IngestionException;
import io.tillview.ingestion.layout.LayoutKeeper;
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
            "Merges late events into the answers, an arrival hour at a time, and lays out closed hours so that a merchant's rows",
            "lie together; again every half minute, until it is ended.",
            "up starts it as a service."
        },
        mixinStandardHelpOptions = true)
final class UpkeepCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** Late events don't wait long for a large chunk: its task goes on by itself. */
    private static final Duration LAYOUT_PATIENCE = Duration.ofSeconds(20);

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
        LayoutKeeper layout = Ingestion.layoutKeeper(installation, LAYOUT_PATIENCE);
        while (true) {
            boolean succeeded = round(installation, layout, out);
            out.flush();
            if (once) {
                return succeeded ? 0 : 1;
            }
            TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
        }
    }

    /** A concern that fails, because Druid or Kafka is away for example, holds up none of the others; the next round follows. */
    private boolean round(Installation installation, LayoutKeeper layout, PrintWriter out)
            throws InterruptedException, IOException {
        boolean merged = succeeds(out, installation, topic -> mergeLateEvents(installation, topic, out));
        boolean laidOut = succeeds(out, installation, topic -> layout.round(topic, Instant.now())
                .forEach(step -> out.println(step.summary())));
        if (merged && laidOut) {
            beat();
        }
        return merged && laidOut;
    }

    private static void mergeLateEvents(Installation installation, TopicRanges topic, PrintWriter out)
            throws InterruptedException {
        LateMerger merger = Ingestion.lateMerger(installation, topic, PATIENCE);
        for (LateMerger.Merged merged : merger.mergeClosedHours(Instant.now())) {
            out.println(String.format(
                    Locale.ROOT,
                    "Merged %,d late events that arrived in the hour from %s",
                    merged.events(),
                    merged.hour()));
        }
        try (MergedOffsets progress = Ingestion.mergedOffsets(installation)) {
            progress.commit(merger.datasources(), merger.mergedUpTo(Instant.now()));
        }
    }

    private static boolean succeeds(PrintWriter out, Installation installation, Concern concern)
            throws InterruptedException {
        try (TopicRanges topic = Ingestion.topic(installation)) {
            concern.lookAfter(topic);
            return true;
        } catch (IngestionException e) {
            out.println(Instant.now() + " " + e.getMessage());
            return false;
        }
    }

    /** One of the things that a round looks after. */
    private interface Concern {
        void lookAfter(TopicRanges topic) throws InterruptedException;
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
