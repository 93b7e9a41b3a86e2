package io.tillview.ingestion.memory;

import org.apache.druid.query.aggregation.AggregatorAndSize;
import org.apache.druid.query.aggregation.datasketches.hll.HllSketchBuildAggregatorFactory;
import org.apache.druid.segment.ColumnSelectorFactory;

/** A sketch of distinct values of a column that has one value a row at most; it says how much memory it takes as it grows. */
final class SizedHllSketchFactory extends HllSketchBuildAggregatorFactory {

    SizedHllSketchFactory(HllSketchBuildAggregatorFactory metric) {
        super(
                metric.getName(),
                metric.getFieldName(),
                metric.getLgK(),
                metric.getTgtHllType(),
                metric.getStringEncoding(),
                metric.isShouldFinalize(),
                metric.isRound());
    }

    @Override
    public AggregatorAndSize factorizeWithSize(ColumnSelectorFactory columns) {
        var sketch = new SizedHllSketch(factorize(columns), getMaxIntermediateSize());
        return new AggregatorAndSize(sketch, sketch.bytes());
    }
}
