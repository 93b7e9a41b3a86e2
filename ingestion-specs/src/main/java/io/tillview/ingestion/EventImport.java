package io.tillview.ingestion;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Brings past events in from files of one JSON event a line, gzip or not, through Druid's batch ingestion: into every
 * datasource that takes live events, with its supervisor's own schema.
 *
 * <p>Nothing comes in twice. An import is known by the events it holds: the same again is found done, or goes on where it
 * was cut off. Where Druid doesn't know what became of a task, the rows say whether it has published; where they can't, nothing is
 * begun. A datasource that doesn't keep rows of a day gets none of it; days that none keeps are refused. Other events for a merchant's day that already has some are refused. Live events of the same days go on
 * being ingested meanwhile. Belongs to one thread; a second import into the same installation at the same time is refused.
 */
public final class EventImport {
    private static final String STAGED = "events.ndjson.gz";

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
     *     there already, another import runs, Druid's task fails, or it can't be told whether an earlier one has published
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
        ImportEvidence evidence =
                new ImportEvidence(broker, new PublishedSegments(overlord, broker), datasources, retention, days);
        if (!ledger.isBegun()) {
            refuseWhileTasksRun();
            evidence.refuseDaysThatAreNotKept();
            evidence.refuseDaysWithEvents();
        }
        Path staged = work.resolve(name);
        Files.createDirectories(staged);
        Files.move(
                unfinished.resolve(STAGED), staged.resolve(STAGED), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        new ImportTasks(overlord, ledger, evidence, datasources, staged, days.intervals()).run(days.events(), progress);
        evidence.awaitServed();
        ledger.done();
        Files.deleteIfExists(staged.resolve(STAGED));
        Files.deleteIfExists(staged);
        return new ImportReport(days.events(), staging.rejected(), false);
    }

    /** A command may be gone and its tasks still at work: what they are about to publish, nobody finds yet. */
    private void refuseWhileTasksRun() {
        for (SupervisorSpec datasource : datasources) {
            for (String task : overlord.unfinishedTasks(datasource.id())) {
                if (task.startsWith("import_")) {
                    throw new ImportRefusedException(
                            datasource.id(),
                            "the task " + task + " of another import is still at work",
                            "Nothing was imported; wait for its end, or run that import again.");
                }
            }
        }
    }
}
