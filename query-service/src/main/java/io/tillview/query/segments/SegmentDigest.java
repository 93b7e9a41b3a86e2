package io.tillview.query.segments;

import io.tillview.query.catalog.Datasource;
import io.tillview.query.segments.SegmentChanges.Chunk;
import io.tillview.query.segments.SegmentChanges.Segment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Which segment: 128 bits of a SHA-256 over all that tells it from others, its growing too, for a segment's rows are the same for
 * good only once it has stopped.
 *
 * @param high the first 64 bits
 * @param low the next 64
 */
record SegmentDigest(long high, long low) {

    static SegmentDigest of(Datasource datasource, Chunk chunk, Segment segment) {
        byte[] names = (datasource.table() + '\n' + chunk.version()).getBytes(StandardCharsets.UTF_8);
        ByteBuffer identity = ByteBuffer.allocate(Integer.BYTES + 2 * Long.BYTES + 1 + names.length)
                .putInt(segment.partition())
                .putLong(chunk.whole().from().toEpochMilli())
                .putLong(chunk.whole().to().toEpochMilli())
                .put((byte) (segment.growing() ? 1 : 0))
                .put(names);
        return of(identity);
    }

    /** The same segment, where only a part of its time counts. */
    SegmentDigest within(long from, long to) {
        return of(ByteBuffer.allocate(4 * Long.BYTES)
                .putLong(high)
                .putLong(low)
                .putLong(from)
                .putLong(to));
    }

    private static SegmentDigest of(ByteBuffer content) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(content.flip());
            ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
            return new SegmentDigest(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }
}
