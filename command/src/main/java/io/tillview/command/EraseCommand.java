package io.tillview.command;

import io.tillview.cluster.Installation;
import io.tillview.ingestion.records.TopicRanges;
import io.tillview.ingestion.reprocessing.Erasure;
import io.tillview.ingestion.reprocessing.Outcome;
import io.tillview.ingestion.reprocessing.Subject;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code erase}: a merchant or a customer is taken out of everything that is stored. */
@Command(
        name = "erase",
        description = {
            "Takes a merchant's or a customer's rows out of every datasource, and out of deep storage.",
            "The same call goes on where an earlier one was cut off. Kafka's topic and backups are not touched.",
            "Exit code 0 when nothing is left, 3 when times remain that are still appended to."
        },
        mixinStandardHelpOptions = true)
final class EraseCommand implements Callable<Integer> {
    @Mixin
    private InstallationOptions options;

    @Option(
            names = "--merchant",
            paramLabel = "ID",
            description = "whose rows; with --customer, that customer's of this merchant")
    private String merchant;

    @Option(names = "--customer", paramLabel = "ID", description = "whose rows, of every merchant unless one is named")
    private String customer;

    @Option(names = "--dry-run", description = "changes nothing; counts their rows")
    private boolean dryRun;

    @Mixin
    private WaitOptions waiting;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Subject subject = new Subject(Optional.ofNullable(merchant), Optional.ofNullable(customer));
        PrintWriter out = spec.commandLine().getOut();
        Installation installation = options.running();
        try (TopicRanges topic = Ingestion.topic(installation)) {
            Erasure erasure = new Erasure(Ingestion.druid(installation, topic));
            count(erasure, subject, "Before", out);
            return dryRun ? 0 : OrderlyEnd.around(() -> run(erasure, subject, out));
        }
    }

    private int run(Erasure erasure, Subject subject, PrintWriter out) throws InterruptedException {
        Outcome outcome;
        do {
            try (ReindexProgress progress = new ReindexProgress(out)) {
                outcome = erasure.run(subject, Instant.now(), progress);
            } catch (InterruptedException e) {
                out.println("Cancelled: the chunk that was at work is as it was. The same command goes on.");
                out.flush();
                throw e;
            }
        } while (waiting.again(outcome, out));
        out.println("Erased: " + ReindexLines.replaced(outcome) + "; the segments before are deleted");
        count(erasure, subject, "After", out);
        return ReindexLines.remaining(outcome, out);
    }

    private static void count(Erasure erasure, Subject subject, String when, PrintWriter out)
            throws InterruptedException {
        new TreeMap<>(erasure.rows(subject))
                .forEach((datasource, rows) ->
                        out.println(String.format(Locale.ROOT, "%-6s  %-17s %,d rows", when, datasource, rows)));
        out.flush();
    }
}
