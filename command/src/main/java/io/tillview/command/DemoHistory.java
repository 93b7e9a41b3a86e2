package io.tillview.command;

import io.tillview.cluster.Installation;
import io.tillview.demo.DemoShops;
import io.tillview.demo.HistoryFile;
import io.tillview.events.MerchantEvent;
import io.tillview.ingestion.ImportReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;

/** Brings the demo's past into an installation, by the same import as a merchant's own. */
final class DemoHistory {
    static final int MERCHANTS = 50;
    static final int EVENTS_PER_DAY = 12_500;
    static final long SEED = 1;
    private static final int DAYS = 8;

    private final Installation installation;
    private final PrintWriter out;

    DemoHistory(Installation installation, PrintWriter out) {
        this.installation = installation;
        this.out = out;
    }

    /**
     * Brings in the eight days before the installation's first start with a demo, unless that was done. A start that was cut
     * off is taken up with the days it began with, whatever day it is by now: the import knows its file again.
     */
    void bringInOnce() throws InterruptedException {
        Path marker = installation.data().root().resolve("demo-history.properties");
        Properties known = read(marker);
        if (Boolean.parseBoolean(known.getProperty("imported"))) {
            return;
        }
        LocalDate to =
                known.containsKey("to") ? LocalDate.parse(known.getProperty("to")) : LocalDate.now(ZoneOffset.UTC);
        known.setProperty("from", to.minusDays(DAYS).toString());
        known.setProperty("to", to.toString());
        write(marker, known);
        bringIn(new DemoShops(SEED, MERCHANTS), to.minusDays(DAYS), to, EVENTS_PER_DAY, event -> {});
        known.setProperty("imported", "true");
        write(marker, known);
    }

    /**
     * Brings days in; returns once they can be asked about.
     *
     * @param also is given every event
     */
    void bringIn(DemoShops shops, LocalDate from, LocalDate to, long eventsPerDay, Consumer<MerchantEvent> also)
            throws InterruptedException {
        Path file = null;
        try {
            // Of its owner alone, and another one for each call.
            file = Files.createTempFile(installation.data().root(), "demo-history", ".ndjson.gz");
            write(file, shops, from, to, eventsPerDay, also);
            long began = System.nanoTime();
            ImportLines progress = new ImportLines(out, (source, line, rules) -> {});
            ImportReport report = Ingestion.eventImport(installation).run(List.of(file), progress);
            progress.end(report);
            out.println(String.format(
                    "The demo's history can be asked about after %.1f s", (System.nanoTime() - began) / 1e9));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(file);
        }
    }

    private void write(
            Path file, DemoShops shops, LocalDate from, LocalDate to, long eventsPerDay, Consumer<MerchantEvent> also)
            throws IOException {
        try (HistoryFile history = new HistoryFile(file)) {
            shops.history(from, to, eventsPerDay, event -> {
                history.add(event);
                also.accept(event);
            });
            out.println("Importing " + String.format("%,d", history.events()) + " events of the demo's shops, " + from
                    + " up to " + to + " (not included) …");
            out.flush();
        }
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return properties;
    }

    private static void write(Path file, Properties properties) {
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
