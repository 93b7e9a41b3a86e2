package io.tillview.tenancy.druid;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import java.util.Set;
import org.apache.druid.query.filter.BooleanFilter;
import org.apache.druid.query.filter.EqualityFilter;
import org.apache.druid.query.filter.Filter;
import org.apache.druid.query.filter.NullFilter;
import org.apache.druid.query.filter.RangeFilter;
import org.apache.druid.query.filter.TypedInFilter;
import org.apache.druid.query.policy.Policy;
import org.apache.druid.segment.CursorBuildSpec;
import org.apache.druid.segment.VirtualColumns;
import org.apache.druid.segment.column.ColumnType;
import org.apache.druid.segment.filter.AndFilter;
import org.apache.druid.segment.filter.NotFilter;

/**
 * Lets a query see one merchant's rows, and has it look at no others on the way.
 *
 * <p>Druid's {@code RowFilterPolicy} adds its filter behind the query's own, which is then tried on other merchants' rows
 * or on all the values of a column. Their rows never come out, but a filter can fail on one of them, and both the
 * failure and its message tell what is there: {@code WHERE PARSE_JSON(order_id) IS NULL} reads other merchants' orders
 * out of the errors. Here the merchant's filter comes first, and whatever could fail is asked about its rows only.
 *
 * @param column the column that holds the merchant's id
 * @param merchant the id
 */
@JsonTypeName(TenancyDruidModule.TYPE)
record MerchantRowsPolicy(@JsonProperty("column") String column, @JsonProperty("merchant") String merchant)
        implements Policy {
    /** Comparisons with constants: they can't fail, whatever value they meet. */
    private static final Set<Class<?>> COMPARISONS =
            Set.of(EqualityFilter.class, TypedInFilter.class, NullFilter.class, RangeFilter.class);

    MerchantRowsPolicy {
        requireNonNull(column, "column");
        requireNonNull(merchant, "merchant");
    }

    @Override
    public CursorBuildSpec visit(CursorBuildSpec spec) {
        Filter own = new EqualityFilter(column, ColumnType.STRING, merchant, null);
        // Adds the column to those that are read, too; only the order of the filters is changed afterwards.
        CursorBuildSpec.CursorBuildSpecBuilder restricted =
                CursorBuildSpec.builder(spec).andFilter(own);
        Filter asked = spec.getFilter();
        if (asked != null) {
            boolean cannotFail = cannotFail(asked, spec.getVirtualColumns());
            Filter after = cannotFail ? asked : new OwnRowsFilter(own, asked, spec.getVirtualColumns());
            restricted.setFilter(new AndFilter(List.of(own, after)));
        }
        return restricted.build();
    }

    private static boolean cannotFail(Filter filter, VirtualColumns computed) {
        if (filter instanceof BooleanFilter several) {
            return several.getFilters().stream().allMatch(one -> cannotFail(one, computed));
        }
        if (filter instanceof NotFilter not) {
            return cannotFail(not.getBaseFilter(), computed);
        }
        return COMPARISONS.contains(filter.getClass())
                && filter.getRequiredColumns().stream().noneMatch(computed::exists);
    }
}
