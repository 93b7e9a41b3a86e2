package io.tillview.tenancy.druid;

import org.apache.druid.query.dimension.DimensionSpec;
import org.apache.druid.query.filter.DruidPredicateFactory;
import org.apache.druid.query.filter.ValueMatcher;
import org.apache.druid.query.monomorphicprocessing.RuntimeShapeInspector;
import org.apache.druid.segment.AbstractDimensionSelector;
import org.apache.druid.segment.ColumnSelectorFactory;
import org.apache.druid.segment.ColumnValueSelector;
import org.apache.druid.segment.DimensionSelector;
import org.apache.druid.segment.DimensionSelectorUtils;
import org.apache.druid.segment.IdLookup;
import org.apache.druid.segment.RowIdSupplier;
import org.apache.druid.segment.VirtualColumns;
import org.apache.druid.segment.column.ColumnCapabilities;
import org.apache.druid.segment.data.IndexedInts;

/**
 * Reads virtual columns without the dictionary of what they are computed from: with it, a matcher would compute the
 * column for every value beforehand. Columns that are stored come as they are.
 *
 * @param selectors the row's
 * @param computed the query's virtual columns
 */
record RowByRowSelectors(ColumnSelectorFactory selectors, VirtualColumns computed) implements ColumnSelectorFactory {

    @Override
    public DimensionSelector makeDimensionSelector(DimensionSpec spec) {
        DimensionSelector selector = selectors.makeDimensionSelector(spec);
        return computed.exists(spec.getDimension()) ? new WithoutDictionary(selector) : selector;
    }

    @Override
    public ColumnValueSelector<?> makeColumnValueSelector(String column) {
        return selectors.makeColumnValueSelector(column);
    }

    @Override
    public ColumnCapabilities getColumnCapabilities(String column) {
        return selectors.getColumnCapabilities(column);
    }

    @Override
    public RowIdSupplier getRowIdSupplier() {
        return selectors.getRowIdSupplier();
    }

    private static final class WithoutDictionary extends AbstractDimensionSelector {
        private final DimensionSelector selector;

        WithoutDictionary(DimensionSelector selector) {
            this.selector = selector;
        }

        @Override
        public int getValueCardinality() {
            return CARDINALITY_UNKNOWN;
        }

        @Override
        public boolean nameLookupPossibleInAdvance() {
            return false;
        }

        @Override
        public IdLookup idLookup() {
            return null;
        }

        @Override
        public IndexedInts getRow() {
            return selector.getRow();
        }

        @Override
        public String lookupName(int id) {
            return selector.lookupName(id);
        }

        @Override
        public ValueMatcher makeValueMatcher(String value) {
            return DimensionSelectorUtils.makeValueMatcherGeneric(this, value);
        }

        @Override
        public ValueMatcher makeValueMatcher(DruidPredicateFactory predicates) {
            return DimensionSelectorUtils.makeValueMatcherGeneric(this, predicates);
        }

        @Override
        public Class<?> classOfObject() {
            return selector.classOfObject();
        }

        @Override
        public void inspectRuntimeShape(RuntimeShapeInspector inspector) {
            inspector.visit("selector", selector);
        }
    }
}
