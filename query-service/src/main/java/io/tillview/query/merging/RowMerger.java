package io.tillview.query.merging;

import io.tillview.query.MerchantQuery;
import io.tillview.query.catalog.Aggregate;
import io.tillview.query.scoping.PieceColumns;
import io.tillview.query.scoping.SelectedColumn;
import io.tillview.query.scoping.SelectedColumn.AggregateValue;
import io.tillview.query.scoping.SelectedColumn.CurrencyPlace;
import io.tillview.query.scoping.SelectedColumn.SketchValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes of the rows of pieces of time the rows that Druid would have given for all of it: those of the same keys become one.
 *
 * <p>Counts and sums are exact. Estimates are those of the merged sketches, within the same bounds as Druid's own; where the events of a
 * row are all in one piece, they are the very numbers that Druid reads from that sketch. The same rows give the same answer, row by
 * row in the order in which their keys come first. Every question can be merged: {@link Aggregate#merging} says how for each kind of
 * aggregate, and none goes without.
 *
 * <p>Immutable; safe for use by many threads.
 */
public final class RowMerger {
    private final List<SelectedColumn> columns;
    private final List<SelectedColumn> answered;
    private final int keys;
    private final boolean isOneRow;

    /** @param query the question that the pieces were asked; its names are all in the catalog */
    public RowMerger(MerchantQuery query) {
        this.columns = PieceColumns.ofPiece(query);
        this.answered = PieceColumns.ofAnswer(query);
        this.keys = PieceColumns.keys(query);
        this.isOneRow = query.isOneRow();
    }

    /**
     * Merges them.
     *
     * @param pieces the rows of each piece, in the order of time, without a piece's number: {@link PieceColumns#ofPiece}
     * @return rows of {@link PieceColumns#ofAnswer}; always one if the question has no keys
     * @throws ArithmeticException if a sum leaves the range of a long
     */
    public List<List<Object>> merge(List<List<List<Object>>> pieces) {
        Map<List<Object>, Merged> byKey = new LinkedHashMap<>();
        if (isOneRow) {
            byKey.put(List.of(), new Merged());
        }
        for (List<List<Object>> rows : pieces) {
            for (List<Object> row : rows) {
                byKey.computeIfAbsent(row.subList(0, keys), key -> new Merged()).add(row);
            }
        }
        List<List<Object>> merged = new ArrayList<>(byKey.size());
        byKey.forEach((key, row) -> merged.add(row.answer(key)));
        return merged;
    }

    /** What the rows of one key come to, column by column. */
    private final class Merged {
        private final Map<SelectedColumn, Long> numbers = new LinkedHashMap<>();
        private final Map<SelectedColumn, List<byte[]>> sketches = new LinkedHashMap<>();

        void add(List<Object> row) {
            for (int i = keys; i < columns.size(); i++) {
                SelectedColumn column = columns.get(i);
                Object value = row.get(i);
                if (value == null) {
                    continue;
                }
                if (column instanceof SketchValue) {
                    sketches.computeIfAbsent(column, any -> new ArrayList<>()).add((byte[]) value);
                } else {
                    numbers.merge(column, (Long) value, (one, other) -> together(column, one, other));
                }
            }
        }

        List<Object> answer(List<Object> key) {
            List<Object> row = new ArrayList<>(answered.size());
            row.addAll(key);
            for (int i = keys; i < answered.size(); i++) {
                SelectedColumn column = answered.get(i);
                row.add(
                        column instanceof AggregateValue value
                                ? aggregate(value.aggregate())
                                : (Object) numbers.get(column));
            }
            return row;
        }

        private Object aggregate(Aggregate aggregate) {
            SelectedColumn column = PieceColumns.mergeable(aggregate);
            return switch (aggregate.merging()) {
                case SUM -> numbers.getOrDefault(column, 0L);
                case DISTINCT -> Sketches.distinct(sketches.getOrDefault(column, List.of()));
                case QUANTILES ->
                    Sketches.quantile(
                            sketches.getOrDefault(column, List.of()),
                            aggregate.quantileFraction().orElseThrow());
            };
        }
    }

    private static long together(SelectedColumn column, long one, long other) {
        if (column instanceof CurrencyPlace place) {
            return place.lowest() ? Math.min(one, other) : Math.max(one, other);
        }
        return Math.addExact(one, other);
    }
}
