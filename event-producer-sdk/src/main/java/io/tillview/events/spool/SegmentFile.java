package io.tillview.events.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A file of a spool, mapped into memory; it lives on through several segments. Its header names the segment it is now:
 * magic (8), sequence number (4), checksum (4).
 */
record SegmentFile(Path path, MappedByteBuffer buffer) {

    /** Where the first record begins. */
    static final int FIRST = 64;

    static final String SUFFIX = ".spool";
    static final String UNFINISHED = ".unfinished";

    private static final long MAGIC = 0x3153_574c_4c49_5400L;
    private static final int CHUNK = 1 << 16;

    /** Makes a file, its whole room taken: later stores to the mapping can't run out of disk. */
    static SegmentFile make(Path path, int bytes) throws IOException {
        Path unfinished = path.resolveSibling(path.getFileName() + UNFINISHED);
        try (FileChannel channel = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocateDirect(CHUNK);
            for (long at = 0; at < bytes; at += zeros.capacity()) {
                zeros.clear().limit((int) Math.min(CHUNK, bytes - at));
                while (zeros.hasRemaining()) {
                    channel.write(zeros, at + zeros.position());
                }
            }
            SegmentFile file = new SegmentFile(path, map(channel));
            Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
            return file;
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
    }

    static SegmentFile open(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new SegmentFile(path, map(channel));
        }
    }

    private static MappedByteBuffer map(FileChannel channel) throws IOException {
        MappedByteBuffer buffer = channel.map(MapMode.READ_WRITE, 0, Math.min(channel.size(), 1 << 30));
        buffer.order(ByteOrder.LITTLE_ENDIAN);
        return buffer;
    }

    int bytes() {
        return buffer.capacity();
    }

    /** Begins a new segment. What the file held is settled, and says so itself if this is cut short. */
    void begin(int sequence) {
        buffer.putInt(12, 0);
        buffer.putLong(0, MAGIC);
        buffer.putInt(8, sequence);
        buffer.putInt(12, headerChecksum(sequence));
    }

    /** The segment that the file is; 0 if its header doesn't tell. */
    int sequence() {
        int sequence = buffer.getInt(8);
        boolean valid = buffer.getLong(0) == MAGIC && buffer.getInt(12) == headerChecksum(sequence);
        return valid ? sequence : 0;
    }

    private static int headerChecksum(int sequence) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(12).putLong(MAGIC).putInt(sequence).flip());
        return (int) crc.getValue() | 1;
    }
}
