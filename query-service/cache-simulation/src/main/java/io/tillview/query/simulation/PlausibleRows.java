package io.tillview.query.simulation;

import io.tillview.query.Grain;
import io.tillview.query.Interval;
import io.tillview.query.catalog.Currencies;
import io.tillview.query.scoping.SelectedColumn;
import io.tillview.query.scoping.SelectedColumn.BucketStart;
import io.tillview.query.scoping.SelectedColumn.CurrencyPlace;
import io.tillview.query.scoping.SelectedColumn.DimensionValue;
import io.tillview.query.scoping.SelectedColumn.PieceNumber;
import io.tillview.query.scoping.SelectedColumn.SketchValue;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.datasketches.hll.HllSketch;

/** Rows of the size that a merchant's have: one for each bucket and channel, so that no piece is spared for having none. */
final class PlausibleRows {
    private static final List<String> CHANNELS = List.of("direct", "email", "organic", "paid_search", "social");
    private static final long USD = Currencies.placeOf("USD").orElseThrow();
    /** Druid's. */
    private static final int LOG_K = 12;

    private static final int LARGE = 500;
    private static final int MIDDLING = 5_000;

    private final byte[] large = sketch(800);
    private final byte[] middling = sketch(80);
    private final byte[] small = sketch(8);

    /**
     * Adds a piece's rows.
     *
     * @param columns what stands at each position of a row
     * @param number the piece's
     * @param rows where they go
     */
    void add(
            PanelQuestion question,
            List<SelectedColumn> columns,
            Interval piece,
            long number,
            List<List<Object>> rows) {
        Grain grain = question.wanted().query().grain();
        ZoneId zone = question.wanted().query().timeZone();
        List<String> channels = question.wanted().query().dimensions().isEmpty() ? List.of("") : CHANNELS;
        Instant bucket = grain == Grain.NONE ? piece.from() : grain.floor(piece.from(), zone);
        while (bucket.isBefore(piece.to())) {
            for (String channel : channels) {
                List<Object> row = new ArrayList<>(columns.size());
                for (SelectedColumn column : columns) {
                    row.add(cell(column, number, bucket, channel, question.merchant()));
                }
                rows.add(row);
            }
            bucket = grain == Grain.NONE ? piece.to() : grain.after(bucket, zone);
        }
    }

    private Object cell(SelectedColumn column, long number, Instant bucket, String channel, int merchant) {
        if (column instanceof PieceNumber) {
            return number;
        }
        if (column instanceof BucketStart) {
            return bucket.toEpochMilli();
        }
        if (column instanceof DimensionValue) {
            return channel;
        }
        if (column instanceof CurrencyPlace) {
            return USD;
        }
        if (column instanceof SketchValue) {
            return merchant < LARGE ? large : merchant < MIDDLING ? middling : small;
        }
        return (long) merchant + 1;
    }

    private static byte[] sketch(int visitors) {
        HllSketch sketch = new HllSketch(LOG_K);
        for (int i = 0; i < visitors; i++) {
            sketch.update(i);
        }
        return sketch.toCompactByteArray();
    }
}
