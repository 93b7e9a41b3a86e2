package io.tillview.query.answering;

import io.tillview.query.scoping.SelectedColumn;
import io.tillview.query.scoping.SelectedColumn.AggregateValue;
import io.tillview.query.scoping.SelectedColumn.BucketStart;
import io.tillview.query.scoping.SelectedColumn.DimensionValue;
import io.tillview.query.scoping.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows as Druid gives them, and what stands where.
 *
 * @param columns what stands at each position
 * @param rows a list of values a row, in order
 * @param positions at which position each column stands
 */
record RawRows(List<SelectedColumn> columns, List<List<Object>> rows, Map<SelectedColumn, Integer> positions) {

    static RawRows of(List<SelectedColumn> columns, List<List<Object>> rows) {
        Map<SelectedColumn, Integer> positions = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            positions.put(columns.get(i), i);
        }
        return new RawRows(columns, rows, positions);
    }

    RawRows with(List<List<Object>> others) {
        return new RawRows(columns, others, positions);
    }

    int size() {
        return rows.size();
    }

    Object value(int row, SelectedColumn column) {
        return value(rows.get(row), column);
    }

    Object value(List<Object> row, SelectedColumn column) {
        return row.get(positions.get(column));
    }

    /** The beginning of a row's bucket; only where there is a grain. */
    Instant bucket(List<Object> row) {
        return Instant.ofEpochMilli((Long) value(row, new BucketStart()));
    }

    /** A row's values of some dimensions. */
    Series series(List<Object> row, List<String> dimensions) {
        return new Series(dimensions.stream()
                .map(name -> (String) value(row, new DimensionValue(name)))
                .toList());
    }

    /** What Druid would answer about no events at all. */
    List<Object> nothing() {
        List<Object> row = new ArrayList<>();
        columns.forEach(column -> row.add(
                column instanceof AggregateValue && column.kind() == SelectedColumn.Kind.WHOLE_NUMBER ? 0L : null));
        return row;
    }

    /** The same in a bucket, if there is a grain, and of a series. */
    List<Object> nothing(Instant bucket, List<String> dimensions, Series series) {
        List<Object> row = nothing();
        Integer time = positions.get(new BucketStart());
        if (time != null) {
            row.set(time, bucket.toEpochMilli());
        }
        for (int i = 0; i < dimensions.size(); i++) {
            row.set(
                    positions.get(new DimensionValue(dimensions.get(i))),
                    series.values().get(i));
        }
        return row;
    }

    /** What tells a row from all others: its bucket, if there is a grain, and its dimensions' values. */
    List<Object> key(List<Object> row, List<String> dimensions) {
        Integer time = positions.get(new BucketStart());
        Object[] key = new Object[dimensions.size() + 1];
        key[0] = time == null ? null : row.get(time);
        for (int i = 0; i < dimensions.size(); i++) {
            key[i + 1] = value(row, new DimensionValue(dimensions.get(i)));
        }
        return Arrays.asList(key);
    }
}
