package io.tillview.ingestion;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;

/**
 * Brings past events in from files of one JSON event a line, gzip or not, through Druid's batch ingestion: into every
 * datasource that takes live events, with its supervisor's own schema.
 *
 * <p>Nothing comes in twice. An import is known by the events it holds: the same again is found done, or goes on where it
 * was cut off. A datasource that doesn't keep rows of a day gets none of it; days that none keeps are refused. Other events for a merchant's day that already has some are refused. Live events of the same days go on
 * being ingested meanwhile. Belongs to one thread; a second import into the same installation at the same time is refused.
 */
public final class EventImport {
    private static final String STAGED = "events.ndjson.gz";
    private static final long SERVED_PAUSE_MILLIS = 300;
    private static final long SERVED_NANOS = 300_000_000_000L;

    private final OverlordClient overlord;
    private final BrokerClient broker;
    private final List<SupervisorSpec> datasources;
    private final List<RetentionRules> retention;
    private final Path work;

    /**
     * Prepares imports; nothing is asked yet.
     *
     * @param overlord the Overlord's base address
     * @param broker a Broker's or Router's base address
     * @param credentials a Druid administrator's
     * @param values what the specs' placeholders become
     * @param work where accepted events and what is known of imports are kept; the Indexer reads it under the same path
     */
    public EventImport(URI overlord, URI broker, AdminCredentials credentials, SpecValues values, Path work) {
        this.overlord = new OverlordClient(overlord, credentials);
        this.broker = new BrokerClient(broker, credentials);
        this.datasources = IngestionSpecs.bundled().supervisors(values).stream()
                .filter(SupervisorSpec::takesLiveEvents)
                .toList();
        this.retention = IngestionSpecs.bundled().retention(values);
        this.work = requireNonNull(work, "work").toAbsolutePath();
    }

    /**
     * Imports files. Blocks until the events can be asked for.
     *
     * @param files read in this order
     * @throws ImportRefusedException if a file can't be read, no line is an event, events of the same merchant and day are
     *     there already, another import runs, or Druid's task fails
     * @throws IngestionException if Druid can't be asked
     * @throws InterruptedException if interrupted; the same import again goes on
     */
    public ImportReport run(List<Path> files, ImportProgress progress) throws InterruptedException {
        files.forEach(EventImport::requireReadable);
        try {
            Files.createDirectories(work);
            try (FileChannel channel = FileChannel.open(
                            work.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = lock(channel)) {
                return lock.isValid() ? locked(files, progress) : null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireReadable(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new ImportRefusedException(
                    file.toString(),
                    Files.exists(file) ? "it can't be read as a file" : "there is no such file",
                    "Nothing was imported; name files of one JSON event a line.");
        }
    }

    private FileLock lock(FileChannel channel) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new ImportRefusedException(work.toString(), "another import is at work", "Wait for its end.");
        }
        return lock;
    }

    private ImportReport locked(List<Path> files, ImportProgress progress) throws IOException, InterruptedException {
        Path unfinished = work.resolve("unfinished");
        Files.createDirectories(unfinished);
        ImportStaging staging = new ImportStaging(progress);
        String name = staging.stage(files, unfinished.resolve(STAGED));
        MerchantDays days = staging.days();
        if (days.events() == 0) {
            Files.delete(unfinished.resolve(STAGED));
            throw new ImportRefusedException(
                    files.toString(), "no line of it is an event", "Nothing was imported; see the rejected lines.");
        }
        ImportLedger ledger = ImportLedger.of(work, name);
        if (ledger.isDone()) {
            Files.delete(unfinished.resolve(STAGED));
            return new ImportReport(days.events(), staging.rejected(), true);
        }
        if (!ledger.isBegun()) {
            refuseDaysThatAreNotKept(days);
            refuseDaysWithEvents(days);
        }
        Path staged = work.resolve(name);
        Files.createDirectories(staged);
        Files.move(
                unfinished.resolve(STAGED), staged.resolve(STAGED), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        new ImportTasks(overlord, ledger, datasources, staged, days.intervals()).run(days.events(), progress);
        awaitServed(days);
        ledger.done();
        Files.deleteIfExists(staged.resolve(STAGED));
        Files.deleteIfExists(staged);
        return new ImportReport(days.events(), staging.rejected(), false);
    }

    /** What nobody keeps would be gone within seconds of having been imported. */
    private void refuseDaysThatAreNotKept(MerchantDays days) {
        LocalDate first = keptSince(longestKept().datasource());
        long tooOld = days.events() - days.since(first).events();
        if (tooOld > 0) {
            throw new ImportRefusedException(
                    "the import",
                    tooOld + " of its events occurred before " + first + ", and nothing that old is kept",
                    "Nothing was imported; leave them out.");
        }
    }

    private void refuseDaysWithEvents(MerchantDays days) {
        for (JsonNode row : counts(days, longestKept().datasource())) {
            if (days.concerns(row)) {
                throw new ImportRefusedException(
                        "merchant " + row.get(0).asText(),
                        "there are " + row.get(2).asLong() + " events on "
                                + row.get(1).asText() + " already",
                        "Nothing was imported; leave out the days that are there.");
            }
        }
    }

    private void awaitServed(MerchantDays days) throws InterruptedException {
        long begun = System.nanoTime();
        // What has no merchants can't be told from live events by merchant and day; it is for admins, and comes alike.
        for (SupervisorSpec datasource :
                datasources.stream().filter(SupervisorSpec::knowsMerchants).toList()) {
            MerchantDays kept = days.since(keptSince(datasource.id()));
            while (kept.events() > 0 && !kept.allServed(counts(kept, datasource.id()))) {
                if (System.nanoTime() - begun > SERVED_NANOS) {
                    throw new ImportRefusedException(
                            datasource.id(),
                            "the events are in deep storage, but no Historical serves all of them",
                            "See that the Historical runs and has room; the same import again checks once more.");
                }
                Thread.sleep(SERVED_PAUSE_MILLIS);
            }
        }
    }

    /** Whole days from here on are kept. */
    private LocalDate keptSince(String datasource) {
        RetentionRules rules = retention.stream()
                .filter(candidate -> candidate.datasource().equals(datasource))
                .findFirst()
                .orElseThrow();
        return LocalDate.ofInstant(rules.keptSince(Instant.now()), ZoneOffset.UTC)
                .plusDays(1);
    }

    /** Of the datasources that know merchants, the one that keeps them for the longest time. */
    private RetentionRules longestKept() {
        return retention.stream()
                .filter(rules -> datasources.stream()
                        .anyMatch(spec -> spec.id().equals(rules.datasource()) && spec.knowsMerchants()))
                .max(Comparator.comparing(rules -> rules.keptFor().toTotalMonths()))
                .orElseThrow();
    }

    private JsonNode counts(MerchantDays days, String datasource) {
        boolean isRollup = datasources.stream()
                .filter(spec -> spec.id().equals(datasource))
                .anyMatch(spec -> spec.json()
                        .at("/spec/dataSchema/granularitySpec/rollup")
                        .asBoolean());
        return broker.rows(datasource, days.countingSql(datasource, isRollup ? "SUM(events)" : "COUNT(*)"));
    }
}
