package io.tillview.query.scoping;

import static java.util.stream.Collectors.joining;

import io.tillview.query.Grain;
import io.tillview.query.Interval;
import io.tillview.query.MerchantQuery;
import io.tillview.query.OrderBy;
import io.tillview.query.catalog.Aggregate;
import io.tillview.query.catalog.Currencies;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.catalog.Measure;
import io.tillview.query.scoping.SelectedColumn.AggregateValue;
import io.tillview.query.scoping.SelectedColumn.BucketStart;
import io.tillview.query.scoping.SelectedColumn.CurrencyPlace;
import io.tillview.query.scoping.SelectedColumn.DimensionValue;
import io.tillview.query.scoping.SelectedColumn.SketchValue;
import io.tillview.query.scoping.SelectedColumn.SortKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The columns of a question: what is selected, what is grouped by, and in which order rows come. */
final class ScopedColumns {
    private final MerchantQuery query;
    private final Interval interval;
    private final Datasource datasource;
    private final boolean ordered;
    private final List<OrderBy> orderBy;
    private final MoneyRule moneyRule;

    /** @param ordered whether rows come in the question's order; in no order otherwise */
    ScopedColumns(MerchantQuery query, Interval interval, Datasource datasource, boolean ordered) {
        this.query = query;
        this.interval = interval;
        this.datasource = datasource;
        this.ordered = ordered;
        this.orderBy = query.rows().orderBy();
        this.moneyRule = MoneyRule.of(query);
    }

    static List<Measure> measures(MerchantQuery query) {
        return query.measures().stream()
                .map(name -> Measure.named(name).orElseThrow())
                .toList();
    }

    List<SelectedColumn> selected() {
        List<SelectedColumn> columns = unordered(query);
        for (int i = 0; ordered && !keys().isEmpty() && i < orderBy.size(); i++) {
            if (Measure.named(orderBy.get(i).field()).isPresent()) {
                columns.add(new SortKey(i));
            }
        }
        return columns;
    }

    /** What is selected where rows come in no order. */
    static List<SelectedColumn> unordered(MerchantQuery query) {
        List<SelectedColumn> columns = beforeAggregates(query);
        aggregates(query).forEach(aggregate -> columns.add(new AggregateValue(aggregate)));
        return columns;
    }

    /** The keys, and the places of currencies if rows have to tell them. */
    static List<SelectedColumn> beforeAggregates(MerchantQuery query) {
        List<SelectedColumn> columns = new ArrayList<>(keys(query));
        if (MoneyRule.of(query) == MoneyRule.CURRENCY_OBSERVED) {
            columns.add(new CurrencyPlace(true));
            columns.add(new CurrencyPlace(false));
        }
        return columns;
    }

    String selectClause() {
        return selected().stream()
                .map(column -> sql(column) + " AS \"" + column.alias() + "\"")
                .collect(joining(", ", "SELECT ", ""));
    }

    /** Empty where everything is one row, which there always is, even without a single event. */
    String groupByClause() {
        return keys().isEmpty() ? "" : keys().stream().map(this::sql).collect(joining(", ", " GROUP BY ", ""));
    }

    /** Always down to the keys, which no two rows share: the order is total, and the same each time. */
    String orderByClause() {
        if (!ordered || keys().isEmpty()) {
            return "";
        }
        Set<String> fields = new LinkedHashSet<>();
        List<String> terms = new ArrayList<>();
        for (int i = 0; i < orderBy.size(); i++) {
            OrderBy order = orderBy.get(i);
            fields.add(order.field());
            terms.add(
                    "\"" + aliasOf(order.field(), i) + "\" " + order.direction().name());
        }
        for (SelectedColumn key : keys()) {
            String field = key instanceof DimensionValue value ? value.dimension() : OrderBy.TIME;
            if (fields.add(field)) {
                terms.add("\"" + key.alias() + "\" ASC");
            }
        }
        if (terms.size() == 1 && keys().get(0) instanceof DimensionValue) {
            // Ordered by a dimension alone, Druid would plan a top n, which has null first in descending order.
            terms.add("\"" + new AggregateValue(aggregates(query).iterator().next()).alias() + "\" ASC");
        }
        return " ORDER BY " + String.join(", ", terms);
    }

    private String aliasOf(String field, int position) {
        if (field.equals(OrderBy.TIME)) {
            return new BucketStart().alias();
        }
        return Measure.named(field).isPresent() ? new SortKey(position).alias() : new DimensionValue(field).alias();
    }

    List<SelectedColumn> keys() {
        return keys(query);
    }

    static List<SelectedColumn> keys(MerchantQuery query) {
        Stream<SelectedColumn> time = query.grain() == Grain.NONE ? Stream.empty() : Stream.of(new BucketStart());
        return Stream.concat(time, query.dimensions().stream().map(DimensionValue::new))
                .toList();
    }

    static Set<Aggregate> aggregates(MerchantQuery query) {
        Set<Aggregate> aggregates = new LinkedHashSet<>();
        measures(query).forEach(measure -> aggregates.addAll(measure.formula().aggregates()));
        return aggregates;
    }

    String sql(SelectedColumn column) {
        if (column instanceof BucketStart) {
            return BucketSql.of(query.grain(), query.timeZone(), interval);
        }
        if (column instanceof DimensionValue value) {
            return ColumnSql.text(value.dimension());
        }
        if (column instanceof CurrencyPlace place) {
            return currencyPlace(place.lowest() ? "MIN" : "MAX");
        }
        if (column instanceof AggregateValue value) {
            return value.aggregate().sql(datasource);
        }
        if (column instanceof SketchValue value) {
            return value.aggregate().sketchSql(datasource);
        }
        SortKey key = (SortKey) column;
        return sortKey(Measure.named(orderBy.get(key.position()).field()).orElseThrow());
    }

    /** A row whose money has no value must not be put among the others by what its currencies add up to. */
    private String sortKey(Measure measure) {
        String value = measure.formula().sortKey(datasource);
        if (!measure.needsOneCurrency() || moneyRule != MoneyRule.CURRENCY_OBSERVED) {
            return value;
        }
        return "CASE WHEN " + currencyPlace("MIN") + " <> " + currencyPlace("MAX") + " THEN NULL ELSE " + value
                + " END";
    }

    private String currencyPlace(String function) {
        List<String> moneyEvents = aggregates(query).stream()
                .filter(Aggregate::isMoney)
                .flatMap(aggregate -> aggregate.eventTypes().stream())
                .distinct()
                .toList();
        return function + "(" + Currencies.placeSql() + ")" + Aggregate.filter(moneyEvents);
    }
}
