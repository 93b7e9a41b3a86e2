package io.tillview.query.assembly;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tillview.query.answering.ExportedRows;
import io.tillview.query.answering.QueryRunner;
import io.tillview.query.directory.DirectoryConfig;
import io.tillview.query.directory.DirectoryDatabase;
import io.tillview.query.directory.PostgreSqlExportStore;
import io.tillview.query.exports.ExportFiles;
import io.tillview.query.exports.ExportStore;
import io.tillview.query.exports.ExportWorkers;
import io.tillview.query.exports.Exports;
import io.tillview.query.exports.ExportsConfig;
import io.tillview.query.freshness.KnownFreshness;
import io.tillview.query.request.ExportReader;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts that exports are made of, each made once. */
@ApplicationScoped
public class ExportsAssembly {
    private static final Logger LOG = LoggerFactory.getLogger(ExportsAssembly.class);
    private static final int AFTERWARDS = 2;

    /** What is wrong with the configuration, one line each with its remedy. */
    static List<String> faults(DirectoryConfig directory, ExportsConfig exports) {
        List<String> faults = new ArrayList<>(directory.faults());
        faults.addAll(exports.faults());
        if (directory.address().isPresent() && exports.folder().isEmpty()) {
            faults.add("tillview.exports.folder is missing: name the folder that all replicas share.");
        }
        if (faults.isEmpty()) {
            ConfigurationCheck.fault("tillview.directory.password-file", () -> new DirectoryDatabase(directory).close())
                    .ifPresent(faults::add);
        }
        return faults;
    }

    /** Begins with what goes on in the background. */
    void begin(@Observes @Priority(AFTERWARDS) StartupEvent event, DirectoryConfig directory, ExportWorkers workers) {
        if (directory.address().isEmpty()) {
            LOG.warn("tillview.directory.address is not set: there are no exports.");
        } else {
            workers.start();
        }
    }

    /** What is being written is given back while the database can still be told. */
    void end(@Observes ShutdownEvent event, ExportWorkers workers) {
        workers.close();
    }

    @Produces
    @Singleton
    DirectoryDatabase directoryDatabase(DirectoryConfig config) {
        return new DirectoryDatabase(config);
    }

    void stop(@Disposes DirectoryDatabase database) {
        database.close();
    }

    @Produces
    @Singleton
    ExportStore exportStore(DirectoryDatabase database) {
        return new PostgreSqlExportStore(database);
    }

    /** Where there is no folder there is no database either, and nobody ever asks for a file. */
    @Produces
    @Singleton
    ExportFiles exportFiles(ExportsConfig config) {
        return new ExportFiles(Path.of(config.folder().orElse("")));
    }

    @Produces
    @Singleton
    ExportReader exportReader(InstantSource clock) {
        return new ExportReader(clock);
    }

    @Produces
    @Singleton
    ExportWorkers exportWorkers(
            ExportStore store,
            ExportFiles files,
            QueryRunner runner,
            KnownFreshness freshness,
            ExportReader reader,
            ExportsConfig config,
            InstantSource clock,
            MeterRegistry metrics) {
        ExportedRows rows = new ExportedRows(runner, freshness);
        return new ExportWorkers(store, files, rows, reader, config, clock, metrics);
    }

    void stop(@Disposes ExportWorkers workers) {
        workers.close();
    }

    @Produces
    @Singleton
    Exports exports(ExportStore store, ExportFiles files, ExportWorkers workers, ExportsConfig config) {
        return new Exports(store, files, workers, config);
    }
}
