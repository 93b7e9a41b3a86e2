package io.tillview.tenancy.druid;

import com.google.common.collect.Sets;
import java.util.Set;
import org.apache.druid.query.filter.ColumnIndexSelector;
import org.apache.druid.query.filter.Filter;
import org.apache.druid.query.filter.ValueMatcher;
import org.apache.druid.query.monomorphicprocessing.RuntimeShapeInspector;
import org.apache.druid.segment.ColumnSelectorFactory;
import org.apache.druid.segment.VirtualColumns;
import org.apache.druid.segment.index.BitmapColumnIndex;

/**
 * A filter that is asked about a merchant's own rows, one after the other, and about nothing else: neither about other
 * rows nor, as Druid likes to do with indexes and dictionaries, about every value that a column has.
 *
 * @param own lets the merchant's rows through; can't fail
 * @param asked the filter
 * @param computed the query's virtual columns
 */
record OwnRowsFilter(Filter own, Filter asked, VirtualColumns computed) implements Filter {

    @Override
    public BitmapColumnIndex getBitmapColumnIndex(ColumnIndexSelector selector) {
        return null;
    }

    @Override
    public ValueMatcher makeMatcher(ColumnSelectorFactory factory) {
        ValueMatcher ownRow = own.makeMatcher(factory);
        ValueMatcher askedFor = asked.makeMatcher(new RowByRowSelectors(factory, computed));
        return new ValueMatcher() {
            @Override
            public boolean matches(boolean includeUnknown) {
                return ownRow.matches(false) && askedFor.matches(includeUnknown);
            }

            @Override
            public void inspectRuntimeShape(RuntimeShapeInspector inspector) {
                inspector.visit("ownRow", ownRow);
                inspector.visit("askedFor", askedFor);
            }
        };
    }

    @Override
    public Set<String> getRequiredColumns() {
        return Sets.union(own.getRequiredColumns(), asked.getRequiredColumns());
    }
}
