package io.tillview.ingestion.memory;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Arrays;
import java.util.List;
import org.apache.druid.data.input.impl.DimensionSchema;
import org.apache.druid.data.input.impl.DimensionsSpec;
import org.apache.druid.data.input.impl.StringDimensionSchema;
import org.apache.druid.query.aggregation.AggregatorFactory;
import org.apache.druid.query.aggregation.datasketches.hll.HllSketchBuildAggregatorFactory;
import org.apache.druid.segment.NestedDataColumnSchema;
import org.apache.druid.segment.incremental.AppendableIndexBuilder;
import org.apache.druid.segment.incremental.AppendableIndexSpec;
import org.apache.druid.segment.incremental.IncrementalIndexSchema;
import org.apache.druid.segment.incremental.OnheapIncrementalIndex;

/**
 * Druid's index on the heap, but for two things. A text that comes again is not looked up again, and held once by all rows that
 * have it ({@link RecurringTextIndexer}). And a sketch of distinct values counts for what it takes, not for what it may take at
 * most: Druid 33 counts each {@code HLLSketchBuild} with the bytes of a full one (2 KB at lgK 12), though most rows of a rollup see
 * a handful of values, and so wrote such rows to disk after a seventh of what it had memory for.
 *
 * <p>For a spec's {@code tuningConfig}: {@code "appendableIndexSpec": {"type": "tillview"}}. Rows, queries and segments are
 * what they are with {@code onheap}. Immutable, safe for use by several threads.
 */
@JsonTypeName(MemoryIndexSpec.TYPE)
public final class MemoryIndexSpec implements AppendableIndexSpec {

    /** Its name in a spec. */
    public static final String TYPE = "tillview";

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
        return other instanceof MemoryIndexSpec;
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
                    schema.getDimensionsSpec().withDimensions(dimensions(schema.getDimensionsSpec())),
                    Arrays.stream(schema.getMetrics()).map(Builder::sized).toArray(AggregatorFactory[]::new),
                    schema.isRollup(),
                    schema.getProjections()));
        }

        private static List<DimensionSchema> dimensions(DimensionsSpec spec) {
            return spec.getDimensions().stream().map(Builder::recurring).toList();
        }

        private static DimensionSchema recurring(DimensionSchema column) {
            if (column.getClass() == StringDimensionSchema.class) {
                return new RecurringTextDimension((StringDimensionSchema) column);
            }
            return column.getClass() == NestedDataColumnSchema.class
                    ? new SparseJsonDimension((NestedDataColumnSchema) column)
                    : column;
        }

        private static AggregatorFactory sized(AggregatorFactory metric) {
            return metric.getClass() == HllSketchBuildAggregatorFactory.class
                    ? new SizedHllSketchFactory((HllSketchBuildAggregatorFactory) metric)
                    : metric;
        }
    }
}
