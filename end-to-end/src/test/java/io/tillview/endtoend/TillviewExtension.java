package io.tillview.endtoend;

import io.tillview.cluster.DataFolder;
import io.tillview.cluster.Distribution;
import io.tillview.cluster.Installation;
import io.tillview.cluster.Ports;
import io.tillview.cluster.supervision.Cluster;
import io.tillview.cluster.supervision.ClusterProgress;
import io.tillview.cluster.supervision.Preflight;
import io.tillview.ingestion.IngestionException;
import io.tillview.ingestion.SpecReconciler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts one installation for all test classes and hands it to whoever asks for a {@link Tillview}. */
final class TillviewExtension implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Tillview.class;
    }

    @Override
    public Tillview resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(TillviewExtension.class))
                .getOrComputeIfAbsent(Running.class)
                .tillview;
    }

    /** The installation; stopped when the last test class has finished. */
    static final class Running implements AutoCloseable {
        private final Cluster cluster;
        private final Tillview tillview;

        Running() throws InterruptedException, IOException {
            this(Path.of("target/installation"));
        }

        Running(Path data) throws InterruptedException, IOException {
            Installation installation = new Installation(
                    Distribution.ofSourceTree(Path.of(System.getProperty("tillview.home"))),
                    new DataFolder(data),
                    Installation.LOOPBACK,
                    Ports.free());
            cluster = new Cluster(installation, ClusterProgress.SILENT);
            // What an earlier run left, when it was cut off.
            cluster.stop();
            delete(installation.data().root());
            cluster.start(Preflight.DEFAULT, false);
            tillview = new Tillview(installation, cluster);
            try (SpecReconciler specs = tillview.specs()) {
                specs.apply();
            } catch (IngestionException e) {
                cluster.stop();
                throw e;
            }
        }

        private static void delete(Path folder) throws IOException {
            if (Files.notExists(folder)) {
                return;
            }
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }

        Tillview tillview() {
            return tillview;
        }

        @Override
        public void close() {
            try {
                cluster.stop();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while stopping; the next start ends what is left", e);
            }
        }
    }
}
