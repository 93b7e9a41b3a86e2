package io.tillview.ingestion.rollup;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Arrays;
import org.apache.druid.query.aggregation.AggregatorFactory;
import org.apache.druid.query.aggregation.datasketches.hll.HllSketchBuildAggregatorFactory;
import org.apache.druid.segment.incremental.AppendableIndexBuilder;
import org.apache.druid.segment.incremental.AppendableIndexSpec;
import org.apache.druid.segment.incremental.IncrementalIndexSchema;
import org.apache.druid.segment.incremental.OnheapIncrementalIndex;

/**
 * Druid's index on the heap, in which a sketch of distinct values counts for what it takes, not for what it may take at most.
 * Druid 33 counts each {@code HLLSketchBuild} with the bytes of a full one (2 KB at lgK 12), though most rows of a rollup see a
 * handful of values: tasks wrote such rows to disk after a seventh of what they had memory for, into seven times as many
 * files, which are all merged at the end.
 *
 * <p>For a spec's {@code tuningConfig}: {@code "appendableIndexSpec": {"type": "tillviewRollup"}}. Rows, queries and segments are
 * what they are with {@code onheap}. Immutable, safe for use by several threads.
 */
@JsonTypeName(RollupIndexSpec.TYPE)
public final class RollupIndexSpec implements AppendableIndexSpec {

    /** Its name in a spec. */
    public static final String TYPE = "tillviewRollup";

    private static final AppendableIndexSpec ON_HEAP = new OnheapIncrementalIndex.Spec();

    @Override
    public AppendableIndexBuilder builder() {
        return new Builder();
    }

    @Override
    public long getDefaultMaxBytesInMemory() {
        return ON_HEAP.getDefaultMaxBytesInMemory();
    }

    /** All are alike. */
    @Override
    public boolean equals(Object other) {
        return other instanceof RollupIndexSpec;
    }

    @Override
    public int hashCode() {
        return TYPE.hashCode();
    }

    private static final class Builder extends OnheapIncrementalIndex.Builder {

        @Override
        public AppendableIndexBuilder setIndexSchema(IncrementalIndexSchema schema) {
            return super.setIndexSchema(new IncrementalIndexSchema(
                    schema.getMinTimestamp(),
                    schema.getTimestampSpec(),
                    schema.getQueryGranularity(),
                    schema.getVirtualColumns(),
                    schema.getDimensionsSpec(),
                    Arrays.stream(schema.getMetrics()).map(Builder::sized).toArray(AggregatorFactory[]::new),
                    schema.isRollup(),
                    schema.getProjections()));
        }

        private static AggregatorFactory sized(AggregatorFactory metric) {
            return metric.getClass() == HllSketchBuildAggregatorFactory.class
                    ? new SizedHllSketchFactory((HllSketchBuildAggregatorFactory) metric)
                    : metric;
        }
    }
}
