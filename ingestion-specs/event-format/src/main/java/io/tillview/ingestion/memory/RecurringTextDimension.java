package io.tillview.ingestion.memory;

import org.apache.druid.data.input.impl.StringDimensionSchema;
import org.apache.druid.segment.DimensionHandler;
import org.apache.druid.segment.DimensionIndexer;
import org.apache.druid.segment.StringDimensionHandler;

/** A column of texts as a spec has it, held in memory by {@link RecurringTextIndexer}. */
final class RecurringTextDimension extends StringDimensionSchema {

    RecurringTextDimension(StringDimensionSchema column) {
        super(column.getName(), column.getMultiValueHandling(), column.hasBitmapIndex());
    }

    @Override
    @SuppressWarnings("rawtypes") // So is Druid's.
    public DimensionHandler getDimensionHandler() {
        return new StringDimensionHandler(getName(), getMultiValueHandling(), hasBitmapIndex(), false) {
            @Override
            public DimensionIndexer<Integer, int[], String> makeIndexer(boolean useMaxMemoryEstimates) {
                return new RecurringTextIndexer(getMultivalueHandling(), hasBitmapIndex(), useMaxMemoryEstimates);
            }
        };
    }
}
