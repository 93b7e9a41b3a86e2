package io.tillview.query.druid;

import io.tillview.query.scoping.SelectedColumn;
import io.tillview.query.scoping.SelectedColumn.SketchValue;
import java.util.List;

/** How many rows come at once: fewer where rows have sketches, so that a frame stays well below what one response may have. */
final class FrameSize {
    /** Half of what {@link BrokerTransport} takes. */
    private static final int FRAME_BYTES = 16 << 20;
    /** A HyperLogLog sketch of 4,096 registers with half a byte each, and their exceptions, in base64. */
    private static final int DISTINCT_BYTES = 4 << 10;
    /** A quantiles sketch of a billion values, of which it keeps 3,200 with eight bytes each, in base64. */
    private static final int QUANTILES_BYTES = 34 << 10;

    private FrameSize() {}

    /**
     * The most rows of a frame; at least one.
     *
     * @param columns what a row holds
     * @param wanted how many there would be if rows were small
     */
    static int rows(List<SelectedColumn> columns, int wanted) {
        int bytes = 0;
        for (SelectedColumn column : columns) {
            if (column instanceof SketchValue sketch) {
                bytes += sketch.aggregate().isQuantile() ? QUANTILES_BYTES : DISTINCT_BYTES;
            }
        }
        return bytes == 0 ? wanted : Math.min(wanted, FRAME_BYTES / bytes);
    }
}
