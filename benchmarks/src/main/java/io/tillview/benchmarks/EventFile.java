package io.tillview.benchmarks;

import io.tillview.events.encoding.JsonEventEncoder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file to import, an event a line. */
final class EventFile {
    private EventFile() {}

    /**
     * Writes the first events there are.
     *
     * @return the bytes of their JSON, without the ends of lines
     */
    static long write(Path file, ShopEvents events, int count) {
        JsonEventEncoder encoder = new JsonEventEncoder();
        long bytes = 0;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < count; i++) {
                byte[] event = encoder.encode(events.event(i));
                bytes += event.length;
                out.write(event);
                out.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes;
    }
}
