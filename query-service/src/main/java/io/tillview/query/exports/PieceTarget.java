package io.tillview.query.exports;

import io.tillview.query.QueryResult.Warning;
import io.tillview.query.answering.RowsTarget;
import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Takes the rows of one piece. Used by one thread. */
final class PieceTarget implements RowsTarget {
    private static final int LOOK_EVERY = 1_024;

    private final RowEncoder encoder;
    private final SegmentWriter writer;
    private final ExportLease lease;
    private final long maxSegmentBytes;
    private final Set<Warning> warnings = new LinkedHashSet<>();
    private long count;

    /** @param maxSegmentBytes how long the segment may become */
    PieceTarget(RowEncoder encoder, SegmentWriter writer, ExportLease lease, long maxSegmentBytes) {
        this.encoder = encoder;
        this.writer = writer;
        this.lease = lease;
        this.maxSegmentBytes = maxSegmentBytes;
    }

    @Override
    public void row(List<Object> values) {
        if (!lease.mayGoOn()) {
            throw new StoppedException(false);
        }
        try {
            encoder.row(values);
            count++;
            if (count % LOOK_EVERY == 0) {
                look();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void warning(Warning warning) {
        warnings.add(warning);
    }

    /** Ends the piece: it counts. */
    long end() throws IOException {
        encoder.end();
        long bytes = writer.commit();
        look();
        return bytes;
    }

    long count() {
        return count;
    }

    Set<Warning> warnings() {
        return warnings;
    }

    private void look() throws IOException {
        if (writer.position() > maxSegmentBytes) {
            throw new StoppedException(true);
        }
    }

    /** Ends a query in the middle of its rows. */
    static final class StoppedException extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final boolean tooLarge;

        StoppedException(boolean tooLarge) {
            super(null, null, false, false);
            this.tooLarge = tooLarge;
        }

        boolean isTooLarge() {
            return tooLarge;
        }
    }
}
