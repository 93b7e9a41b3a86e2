package io.tillview.query.answering;

import io.tillview.query.Grain;
import io.tillview.query.MerchantQuery;
import io.tillview.query.OrderBy;
import io.tillview.query.OrderBy.Direction;
import io.tillview.query.catalog.Measure;
import io.tillview.query.scoping.SelectedColumn.BucketStart;
import io.tillview.query.scoping.SelectedColumn.DimensionValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Puts rows in a question's order as Druid would: null lowest, texts as Java compares them, and always down to the keys, so
 * that no two rows are equal.
 */
final class RowOrder {
    private RowOrder() {}

    static RawRows ordered(MerchantQuery query, RawRows raw) {
        MeasureCells cells = new MeasureCells(query, raw);
        Comparator<Integer> order = Comparator.comparing(row -> 0);
        for (OrderBy key : query.rows().orderBy()) {
            Comparator<Integer> ascending = by(key.field(), raw, cells);
            order = order.thenComparing(key.direction() == Direction.DESC ? ascending.reversed() : ascending);
        }
        if (query.grain() != Grain.NONE) {
            order = order.thenComparing(by(OrderBy.TIME, raw, cells));
        }
        for (String dimension : query.dimensions()) {
            order = order.thenComparing(by(dimension, raw, cells));
        }
        List<List<Object>> rows = new ArrayList<>(raw.size());
        IntStream.range(0, raw.size())
                .boxed()
                .sorted(order)
                .forEach(row -> rows.add(raw.rows().get(row)));
        return raw.with(rows);
    }

    private static Comparator<Integer> by(String field, RawRows raw, MeasureCells cells) {
        if (field.equals(OrderBy.TIME)) {
            return Comparator.comparing(row -> (Long) raw.value(row, new BucketStart()));
        }
        return Measure.named(field)
                .<Comparator<Integer>>map(measure -> Comparator.comparing(
                        row -> cells.sortKey(row, measure), Comparator.nullsFirst(RowOrder::compareNumbers)))
                .orElseGet(() -> Comparator.comparing(
                        row -> (String) raw.value(row, new DimensionValue(field)),
                        Comparator.nullsFirst(Comparator.naturalOrder())));
    }

    /** A measure's are all whole, or all not. */
    private static int compareNumbers(Number one, Number other) {
        return one instanceof Long
                ? Long.compare(one.longValue(), other.longValue())
                : Double.compare(one.doubleValue(), other.doubleValue());
    }
}
