package io.tillview.query.exports;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a segment, piece by piece: a piece counts, and is on the disk, once it is committed, and is cut off again if it isn't.
 * Compressed, each piece with anything in it is a gzip member of its own. Used by one thread.
 */
final class SegmentWriter implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final FileChannel channel;
    private final boolean compressed;
    private long committed;
    private OutputStream piece;

    SegmentWriter(FileChannel channel, boolean compressed) {
        this.channel = channel;
        this.compressed = compressed;
    }

    /**
     * Where the next piece's bytes go.
     *
     * @param even whether a piece without bytes leaves something, too: a compressed file is never quite empty
     */
    OutputStream begin(boolean even) throws IOException {
        PieceOutput output = new PieceOutput();
        if (even) {
            output.target();
        }
        piece = output;
        return output;
    }

    /** How long the segment is, with what has been written of the piece that is begun. */
    long position() throws IOException {
        return channel.position();
    }

    /** Ends a piece: it counts. */
    long commit() throws IOException {
        piece.close();
        if (channel.position() > committed) {
            channel.force(false);
            committed = channel.position();
        }
        return committed;
    }

    /** Cuts a piece off again. */
    void rollBack() throws IOException {
        piece.close();
        channel.truncate(committed);
        channel.position(committed);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Nothing, if nothing is written to it: a gzip member has a head and an end that many empty pieces would add up to. */
    private final class PieceOutput extends OutputStream {
        private OutputStream target;

        @Override
        public void write(int b) throws IOException {
            target().write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            target().write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            if (target != null) {
                target.close();
                target = null;
            }
        }

        private OutputStream target() throws IOException {
            if (target == null) {
                target = compressed ? new GZIPOutputStream(new FileOutput(), BUFFER_BYTES) : new FileOutput();
            }
            return target;
        }
    }

    /** The file, which stays open. */
    private final class FileOutput extends FilterOutputStream {
        FileOutput() {
            super(OutputStream.nullOutputStream());
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
    }
}
