package io.tillview.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Everything an installation remembers lies below one folder, readable by its owner only.
 *
 * @param root the folder; made by {@link #prepare()} when it is missing
 */
public record DataFolder(Path root) {
    public DataFolder {
        root = Objects.requireNonNull(root, "root").toAbsolutePath().normalize();
    }

    /**
     * Makes the folders that are missing.
     *
     * @throws UncheckedIOException when the folder cannot be written
     */
    public DataFolder prepare() {
        try {
            make(root);
            if (!Files.exists(marker())) {
                Files.writeString(
                        marker(), "Tillview keeps its state here: ./tillview down, then this may be removed.\n");
            }
            for (Path folder : new Path[] {conf(), secrets(), log(), run(), temporary()}) {
                make(folder);
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void make(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    /**
     * Whether the folder may be used: it is missing or empty, or was made by Tillview. Anybody else's would lose its
     * {@code tmp}, for one.
     */
    public boolean isOursOrEmpty() {
        if (!Files.isDirectory(root) || Files.isRegularFile(marker())) {
            return true;
        }
        try (Stream<Path> entries = Files.list(root)) {
            return entries.findAny().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path marker() {
        return root.resolve("tillview-data");
    }

    /** The configuration the services run with, filled in anew at every start. */
    public Path conf() {
        return root.resolve("conf");
    }

    /** Keys and passwords, one file each. */
    public Path secrets() {
        return root.resolve("secrets");
    }

    /** One rotated log file a service. */
    public Path log() {
        return root.resolve("log");
    }

    /** What is running: a record a process, and the ports. */
    public Path run() {
        return root.resolve("run");
    }

    /** Who runs as a service: its process, or one that prepares it. */
    public Path processRecord(String service) {
        return run().resolve(service + ".process");
    }

    /** Scratch space of the services; emptied at every start. */
    public Path temporary() {
        return root.resolve("tmp");
    }

    /** The Kafka client configuration of a publisher, ready to use. */
    public Path publisherProperties() {
        return root.resolve("publisher.properties");
    }

    /** Where the publishers of one program keep events that Kafka hasn't acknowledged yet. */
    public Path spool(String program) {
        return root.resolve("spool").resolve(program);
    }

    /** The Kafka client configuration of the administrator, ready to use. */
    public Path adminProperties() {
        return root.resolve("admin.properties");
    }
}
