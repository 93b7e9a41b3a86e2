package io.tillview.query.exports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder that all replicas share. A segment is called by its export and the claim it was written under, so every claim writes a
 * file of its own, and every file names its export.
 *
 * <p>Safe for use by many threads.
 */
public final class ExportFiles {
    private static final int ID_LENGTH = 36;
    private static final Set<StandardOpenOption> NEW_FILE =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private final Path folder;

    /** @param folder where; made when it is needed and missing */
    public ExportFiles(Path folder) {
        this.folder = folder;
    }

    /** A new segment, open for writing and readable by its owner only. */
    FileChannel create(String name) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return FileChannel.open(
                folder.resolve(name),
                NEW_FILE,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /**
     * A part of a file.
     *
     * @param segments the whole of it
     * @param from the first byte
     * @param length how many bytes, all of them within the file
     * @throws IOException if a segment is missing or shorter than it should be
     */
    public InputStream read(List<ExportSegment> segments, long from, long length) throws IOException {
        return new SegmentsInput(folder, segments, from, length);
    }

    /** Whether every segment is there and long enough. */
    boolean isWhole(List<ExportSegment> segments) {
        return segments.stream().allMatch(segment -> {
            try {
                return Files.size(folder.resolve(segment.name())) >= segment.bytes();
            } catch (IOException e) {
                return false;
            }
        });
    }

    /** Removes all segments of some exports. */
    void remove(List<UUID> exports) throws IOException {
        if (exports.isEmpty()) {
            return;
        }
        Set<UUID> gone = Set.copyOf(exports);
        for (Path file : files()) {
            if (exportOf(file).filter(gone::contains).isPresent()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /**
     * The exports that segments are there of which nobody has written to lately.
     *
     * @param before what counts as lately
     */
    Set<UUID> oldOnes(Instant before) throws IOException {
        return files().stream()
                .filter(file -> isOlder(file, before))
                .flatMap(file -> exportOf(file).stream())
                .collect(Collectors.toSet());
    }

    /** Removes the segments that nobody has written to lately and that are of no export, or of no use to it. */
    int removeUnused(Instant before, Set<UUID> looked, Map<UUID, Set<String>> used) throws IOException {
        int removed = 0;
        for (Path file : files()) {
            Optional<UUID> export = exportOf(file).filter(looked::contains);
            boolean unused = export.isPresent()
                    && !used.getOrDefault(export.get(), Set.of())
                            .contains(file.getFileName().toString());
            if (unused && isOlder(file, before) && Files.deleteIfExists(file)) {
                removed++;
            }
        }
        return removed;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(files.toList());
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static boolean isOlder(Path file, Instant before) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(before);
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<UUID> exportOf(Path file) {
        String name = file.getFileName().toString();
        if (name.length() <= ID_LENGTH || name.charAt(ID_LENGTH) != ExportSegment.SEPARATOR) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(name.substring(0, ID_LENGTH)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
