package io.tillview.cluster.segments;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;
import org.apache.druid.data.input.StringTuple;
import org.apache.druid.timeline.partition.DimensionRangeShardSpec;
import org.apache.druid.timeline.partition.ShardSpec;
import org.apache.druid.timeline.partition.SingleDimensionShardSpec;

/**
 * Which merchants a segment may hold rows of.
 *
 * @param start the first; empty if nothing is below
 * @param end the last; empty if nothing is above
 * @param endExclusive whether {@code end} itself is not among them
 */
record MerchantRange(Optional<String> start, Optional<String> end, boolean endExclusive) {
    private static final String MERCHANT_COLUMN = "merchant_id";

    /** Empty if it may be any. */
    static Optional<MerchantRange> of(ShardSpec shard) {
        if (shard instanceof SingleDimensionShardSpec one && MERCHANT_COLUMN.equals(one.getDimension())) {
            return Optional.of(
                    new MerchantRange(Optional.ofNullable(one.getStart()), Optional.ofNullable(one.getEnd()), true));
        }
        if (shard instanceof DimensionRangeShardSpec range
                && MERCHANT_COLUMN.equals(range.getDimensions().get(0))) {
            // Where more dimensions follow, the end is a place among the rows of its merchant.
            boolean alone = range.getDimensions().size() == 1;
            return Optional.of(new MerchantRange(first(range.getStartTuple()), first(range.getEndTuple()), alone));
        }
        return Optional.empty();
    }

    private static Optional<String> first(StringTuple tuple) {
        return tuple == null ? Optional.empty() : Optional.ofNullable(tuple.get(0));
    }

    void write(JsonGenerator json) throws IOException {
        json.writeBooleanField("ranged", true);
        if (start.isPresent()) {
            json.writeStringField("start", start.get());
        }
        if (end.isPresent()) {
            json.writeStringField("end", end.get());
            json.writeBooleanField("endExclusive", endExclusive);
        }
    }
}
