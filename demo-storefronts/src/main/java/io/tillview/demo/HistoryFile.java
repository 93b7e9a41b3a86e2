package io.tillview.demo;

import io.tillview.events.MerchantEvent;
import io.tillview.events.encoding.JsonEventEncoder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** A file of one JSON event a line, as {@code ./tillview import} takes it; compressed where its name ends in .gz. */
public final class HistoryFile implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final JsonEventEncoder encoder = new JsonEventEncoder();
    private final OutputStream out;
    private long events;

    /**
     * Creates the file, or begins it anew.
     *
     * @throws IOException if it can't be written
     */
    public HistoryFile(Path file) throws IOException {
        OutputStream plain = Files.newOutputStream(file);
        out = new BufferedOutputStream(
                file.toString().endsWith(".gz") ? new GZIPOutputStream(plain, BUFFER_BYTES) : plain, BUFFER_BYTES);
    }

    /**
     * Adds a line.
     *
     * @throws UncheckedIOException if it can't be written
     */
    public void add(MerchantEvent event) {
        try {
            out.write(encoder.encode(event));
            out.write('\n');
            events++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many lines it has. */
    public long events() {
        return events;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
