package io.tillview.query.exports;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Reads segments as one file. Used by one thread. */
final class SegmentsInput extends InputStream {
    private final Path folder;
    private final Deque<ExportSegment> ahead;
    private FileChannel channel;
    private long leftInSegment;
    private long left;

    SegmentsInput(Path folder, List<ExportSegment> segments, long from, long length) throws IOException {
        this.folder = folder;
        this.ahead = new ArrayDeque<>(segments);
        this.left = length;
        long skip = from;
        while (!ahead.isEmpty() && skip >= ahead.peek().bytes()) {
            skip -= ahead.remove().bytes();
        }
        if (length > 0) {
            open(skip);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        if (leftInSegment == 0) {
            channel.close();
            open(0);
        }
        int wanted = (int) Math.min(length, Math.min(left, leftInSegment));
        int count = channel.read(ByteBuffer.wrap(into, offset, wanted));
        if (count < 0) {
            throw new EOFException("A segment of an export is shorter than it was.");
        }
        left -= count;
        leftInSegment -= count;
        return count;
    }

    private void open(long skip) throws IOException {
        ExportSegment segment = ahead.remove();
        channel = FileChannel.open(folder.resolve(segment.name()));
        channel.position(skip);
        leftInSegment = segment.bytes() - skip;
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
