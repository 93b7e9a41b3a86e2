package io.tillview.query;

import static java.util.Objects.requireNonNull;

/**
 * An export that can be made.
 *
 * @param exported what its rows are; every name in it is in the catalog
 * @param interval the time that it is about; not empty
 * @param format how rows are written
 * @param compression how the file is kept
 */
public record ExportRequest(Exported exported, Interval interval, ExportFormat format, ExportCompression compression) {
    /** @throws NullPointerException if one is null */
    public ExportRequest {
        requireNonNull(exported, "exported");
        requireNonNull(interval, "interval");
        requireNonNull(format, "format");
        requireNonNull(compression, "compression");
    }

    /** The same about another time: what "the last seven days" were when it was asked for. */
    public ExportRequest during(Interval settled) {
        return new ExportRequest(exported, settled, format, compression);
    }
}
