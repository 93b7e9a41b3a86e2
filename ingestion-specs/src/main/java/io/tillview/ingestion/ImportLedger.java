package io.tillview.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * What is known of one import: which task takes its events into which datasource, written down before the task is
 * submitted, so that after a crash the Overlord can be asked what became of it; which datasources have them, for the Overlord
 * forgets its tasks; and that it is done. On disk before a call returns.
 */
final class ImportLedger {
    private static final String DONE = "done";
    private static final String SUCCEEDED = "succeeded";

    private final ObjectMapper mapper = new ObjectMapper();
    private final Path file;
    private final ObjectNode content;

    private ImportLedger(Path file, ObjectNode content) {
        this.file = file;
        this.content = content;
    }

    /** The ledger of an import, empty for a new one. */
    static ImportLedger of(Path work, String import_) {
        Path file = work.resolve(import_ + ".json");
        try {
            ObjectMapper mapper = new ObjectMapper();
            JsonNode content = Files.exists(file) ? mapper.readTree(Files.readAllBytes(file)) : null;
            return new ImportLedger(file, content instanceof ObjectNode object ? object : mapper.createObjectNode());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether any task may have been submitted. */
    boolean isBegun() {
        return content.has("tasks");
    }

    boolean isDone() {
        return content.path(DONE).asBoolean();
    }

    /** The task that takes the events into a datasource, if one has been named. */
    Optional<String> task(String datasource) {
        return Optional.ofNullable(content.path("tasks").path(datasource).textValue());
    }

    /** Names the task, on disk before anything is submitted. */
    void name(String datasource, String task) {
        content.withObject("/tasks").put(datasource, task);
        write();
    }

    /** Whether the datasource is known to have the events; a ledger of an earlier version doesn't say so. */
    boolean hasSucceeded(String datasource) {
        return content.path(SUCCEEDED).path(datasource).asBoolean();
    }

    /** The datasource has the events: nothing is to be submitted for it any more. */
    void succeeded(String datasource) {
        content.withObject("/" + SUCCEEDED).put(datasource, true);
        write();
    }

    void done() {
        content.put(DONE, true);
        write();
    }

    private void write() {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (FileChannel channel = FileChannel.open(
                    fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                java.nio.ByteBuffer bytes = java.nio.ByteBuffer.wrap(mapper.writeValueAsBytes(content));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
