package io.tillview.ingestion;

import io.tillview.events.MerchantEvent;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Reads a file line by line, gzip by its first bytes; of a line longer than an event may be, only the beginning is kept. */
final class LineReader implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int GZIP_MAGIC_1 = 0x1f;
    private static final int GZIP_MAGIC_2 = 0x8b;

    private final Counting file;
    private final InputStream text;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LineReader(Path path) throws IOException {
        file = new Counting(Files.newInputStream(path));
        BufferedInputStream bytes = new BufferedInputStream(file, BUFFER_BYTES);
        bytes.mark(2);
        boolean gzip = bytes.read() == GZIP_MAGIC_1 && bytes.read() == GZIP_MAGIC_2;
        bytes.reset();
        text = gzip ? new BufferedInputStream(new GZIPInputStream(bytes, BUFFER_BYTES), BUFFER_BYTES) : bytes;
    }

    /** The next line without its end; empty at the end of the file. */
    Optional<byte[]> next() throws IOException {
        line.reset();
        int read = text.read();
        if (read < 0) {
            return Optional.empty();
        }
        while (read >= 0 && read != '\n') {
            if (line.size() <= MerchantEvent.MAX_ENCODED_BYTES) {
                line.write(read);
            }
            read = text.read();
        }
        return Optional.of(line.toByteArray());
    }

    /** Bytes of the file that have been read, as they lie on disk. */
    long bytesRead() {
        return file.count;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }

    /** Counts what is read through it. */
    private static final class Counting extends java.io.FilterInputStream {
        private long count;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = super.read(bytes, from, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
