package io.tillview.command;

import io.tillview.cluster.Installation;
import io.tillview.demo.DailyTotals;
import io.tillview.demo.DemoShops;
import io.tillview.demo.HistoryFile;
import io.tillview.demo.LiveTraffic;
import io.tillview.events.MerchantEvent;
import io.tillview.events.kafka.KafkaEventPublisher;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code demo}: synthetic shops; their past as an import, their present through the SDK. */
@Command(
        name = "demo",
        description = "Lets synthetic shops sell: days of history as an import, then live events through the SDK.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(15);
    private static final Duration FOREVER = Duration.ofDays(366);
    private static final int MOST_DAYS = 3_660;
    private static final int FASTEST = 50_000;
    private static final long MOST_IN_TOTALS = 2_000_000;

    @Mixin
    private InstallationOptions options;

    @Option(names = "--merchants", paramLabel = "N", description = "how many shops (default: ${DEFAULT-VALUE})")
    private int merchants = DemoHistory.MERCHANTS;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "live events a second, over all shops (default: ${DEFAULT-VALUE}); 0 for history alone")
    private int rate = 20;

    @Option(
            names = "--days",
            paramLabel = "D",
            description = "complete UTC days of history before today (default: ${DEFAULT-VALUE})")
    private int days;

    @Option(
            names = "--events-per-day",
            paramLabel = "N",
            description = "events of an average day of history, about (default: ${DEFAULT-VALUE})",
            converter = OptionValues.Count.class)
    private int eventsPerDay = DemoHistory.EVENTS_PER_DAY;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            description = "how long the live events go on, such as PT1M (default: until Ctrl-C)",
            converter = OptionValues.Length.class)
    private Duration length;

    @Option(names = "--seed", paramLabel = "S", description = "another seed, other shops (default: ${DEFAULT-VALUE})")
    private long seed = DemoHistory.SEED;

    @Option(
            names = "--totals",
            paramLabel = "FILE",
            description = "writes the exact totals per merchant, UTC day and channel, a JSON object a line")
    private Path totalsFile;

    @Option(
            names = "--write",
            paramLabel = "FILE",
            description = "writes the history to a file (NDJSON, gzip if it ends in .gz) and does nothing else")
    private Path historyFile;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        DemoShops shops = new DemoShops(seed, merchants);
        checkOptions();
        DailyTotals totals = totalsFile == null ? null : new DailyTotals();
        Consumer<MerchantEvent> count = totals == null ? event -> {} : totals::add;
        if (totalsFile != null) {
            requireWritable(totalsFile);
        }
        int exit = historyFile == null
                ? OrderlyEnd.around(() -> run(options.running(), shops, count))
                : write(shops, count, historyFile);
        if (totals != null) {
            try {
                totals.writeTo(totalsFile);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return exit;
    }

    private void checkOptions() {
        require(rate >= 0 && rate <= FASTEST, "--rate is 0 to " + FASTEST + " events a second, not " + rate);
        require(days >= 0 && days <= MOST_DAYS, "--days is 0 to " + MOST_DAYS + ", not " + days);
        require(historyFile == null || days > 0, "--write needs --days of history to write, such as --days 7");
        require(historyFile != null || days > 0 || rate > 0, "--rate 0 and no --days leave nothing to do");
        if (totalsFile != null) {
            boolean live = historyFile == null && rate > 0;
            require(!live || length != null, "--totals with live events needs an end, such as --for PT1M");
            double events = (double) days * eventsPerDay + (live ? (double) rate * length.toSeconds() : 0);
            require(
                    events <= MOST_IN_TOTALS,
                    "--totals keeps every visitor in memory, which is enough for " + MOST_IN_TOTALS
                            + " events: ask for fewer days or a shorter time");
        }
    }

    private void require(boolean given, String otherwise) {
        if (!given) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }

    private static void requireWritable(Path file) {
        try {
            Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                    .close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int write(DemoShops shops, Consumer<MerchantEvent> count, Path file) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        try (HistoryFile history = new HistoryFile(file)) {
            shops.history(today.minusDays(days), today, eventsPerDay, event -> {
                history.add(event);
                count.accept(event);
            });
            spec.commandLine()
                    .getOut()
                    .println("Wrote " + history.events() + " events of " + today.minusDays(days) + " up to " + today
                            + " (not included) to " + file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return 0;
    }

    private int run(Installation installation, DemoShops shops, Consumer<MerchantEvent> count)
            throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (days > 0) {
            LocalDate today = LocalDate.now(ZoneOffset.UTC);
            new DemoHistory(installation, out).bringIn(shops, today.minusDays(days), today, eventsPerDay, count);
        }
        return rate == 0 ? 0 : sell(installation, shops, count, out);
    }

    private int sell(Installation installation, DemoShops shops, Consumer<MerchantEvent> count, PrintWriter out) {
        LiveProgress progress = new LiveProgress(out);
        LiveTraffic traffic = new LiveTraffic(shops, rate, event -> {
            count.accept(event);
            progress.step();
        });
        progress.of(traffic);
        KafkaEventPublisher publisher = KafkaEventPublisher.builder()
                .properties(installation.data().publisherProperties())
                .spoolFolderIn(installation.data().spool("demo"))
                .build();
        long lost;
        boolean interrupted;
        try {
            traffic.run(publisher, length == null ? FOREVER : length);
        } finally {
            // Ctrl-C asked for this very end; it must not cut it short.
            interrupted = Thread.interrupted();
            lost = publisher.close(CLOSE_LIMIT);
        }
        progress.end();
        out.println("Published " + traffic.published() + " events: " + traffic.delivered() + " delivered, "
                + traffic.failed() + " not" + (lost > 0 ? " (" + lost + " because the end came)" : ""));
        if (traffic.failed() > 0) {
            spec.commandLine()
                    .getErr()
                    .println("tillview: not every event was delivered; ./tillview status tells whether Kafka is well");
        }
        out.flush();
        return interrupted || traffic.failed() == 0 ? 0 : 1;
    }
}
