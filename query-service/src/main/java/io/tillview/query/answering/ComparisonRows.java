package io.tillview.query.answering;

import io.tillview.query.Buckets;
import io.tillview.query.Grain;
import io.tillview.query.Interval;
import io.tillview.query.MerchantQuery;
import io.tillview.query.OrderBy;
import io.tillview.query.QueryResult;
import io.tillview.query.QueryResult.Column;
import io.tillview.query.QueryResult.Warning;
import io.tillview.query.catalog.Measure;
import io.tillview.query.scoping.SelectedColumn.DimensionValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds each row of an answer against the row of the same series in the bucket at the same place of another range. Where that
 * bucket had no events the row is what filling a gap gives; where there is no such bucket, everything in it is null.
 */
final class ComparisonRows {
    private final MerchantQuery query;
    private final RawRows main;
    private final MeasureCells mainCells;
    private final RawRows aligned;
    private final MeasureCells cells;
    /** For each row of the answer, at which place its counterpart stands; -1 where there is none. */
    private final int[] counterparts;

    private final boolean uneven;

    /**
     * @param interval the answer's range
     * @param other the range it is held against
     * @param main the answer's rows
     * @param currency what the answer's money is in, if its rows don't tell
     * @param compared the rows of the other range, at least those of the answer's series
     */
    ComparisonRows(
            MerchantQuery query,
            Interval interval,
            Interval other,
            RawRows main,
            Optional<String> currency,
            RawRows compared) {
        this.query = query;
        this.main = main;
        this.mainCells = new MeasureCells(query, main, currency);
        Buckets buckets = Buckets.of(interval, query.grain(), query.timeZone()).orElseThrow();
        Buckets otherBuckets =
                Buckets.of(other, query.grain(), query.timeZone()).orElseThrow();
        this.uneven = buckets.count() != otherBuckets.count();
        Map<List<Object>, List<Object>> byKey = new HashMap<>();
        compared.rows().forEach(row -> byKey.put(compared.key(row, query.dimensions()), row));
        List<List<Object>> found = new ArrayList<>();
        this.counterparts = new int[main.size()];
        for (int i = 0; i < main.size(); i++) {
            List<Object> row = main.rows().get(i);
            Optional<Instant> bucket = query.grain() == Grain.NONE
                    ? Optional.of(other.from())
                    : counterpart(buckets, otherBuckets, main.bucket(row));
            counterparts[i] = bucket.isPresent() ? found.size() : -1;
            if (bucket.isPresent()) {
                List<Object> nothing =
                        compared.nothing(bucket.get(), query.dimensions(), main.series(row, query.dimensions()));
                found.add(byKey.getOrDefault(compared.key(nothing, query.dimensions()), nothing));
            }
        }
        this.aligned = compared.with(found);
        this.cells = new MeasureCells(query, aligned, mainCells.currency());
    }

    private static Optional<Instant> counterpart(Buckets buckets, Buckets others, Instant bucket) {
        return buckets.position(bucket).stream()
                .mapToObj(others::at)
                .flatMap(Optional::stream)
                .findFirst();
    }

    List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        if (query.grain() != Grain.NONE) {
            columns.add(ResultShaper.exact(OrderBy.TIME, QueryResult.Type.TIME));
            columns.add(ResultShaper.exact("comparison_time", QueryResult.Type.TIME));
        }
        query.dimensions().forEach(name -> columns.add(ResultShaper.exact(name, QueryResult.Type.STRING)));
        for (Measure measure : ResultShaper.measures(query)) {
            columns.add(ResultShaper.column(measure, cells));
            columns.add(ResultShaper.exact(measure.externalName() + "_change", QueryResult.Type.RATIO));
        }
        return columns;
    }

    List<List<Object>> rows() {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < main.size(); i++) {
            int there = counterparts[i];
            List<Object> row = new ArrayList<>();
            if (query.grain() != Grain.NONE) {
                row.add(ResultShaper.time(main.bucket(main.rows().get(i)), query.timeZone()));
                row.add(
                        there < 0
                                ? null
                                : ResultShaper.time(
                                        aligned.bucket(aligned.rows().get(there)), query.timeZone()));
            }
            for (String dimension : query.dimensions()) {
                row.add(main.value(i, new DimensionValue(dimension)));
            }
            for (Measure measure : ResultShaper.measures(query)) {
                Object shown = there < 0 ? null : cells.shown(there, measure);
                row.add(shown);
                row.add(isComparable(measure) ? change(mainCells.shown(i, measure), shown) : null);
            }
            rows.add(row);
        }
        return rows;
    }

    List<Warning> warnings() {
        List<Warning> warnings = new ArrayList<>(cells.warnings());
        if (uneven) {
            warnings.add(new Warning(
                    "comparison_uneven",
                    "The range and the one it is compared to are not cut into as many buckets: the rest of the longer one"
                            + " has nothing to stand beside."));
        }
        boolean differs = ResultShaper.measures(query).stream().anyMatch(measure -> !isComparable(measure));
        if (differs) {
            warnings.add(new Warning(
                    "comparison_currency",
                    "The money is in another currency than in the range it is compared to: no change is given."));
        }
        return warnings;
    }

    private boolean isComparable(Measure measure) {
        Optional<String> one = mainCells.currency();
        Optional<String> other = cells.currency();
        return measure.type() != QueryResult.Type.MONEY || one.isEmpty() || other.isEmpty() || one.equals(other);
    }

    /** By how much more than before it is, as a share of before; up is positive, also from below zero. */
    private static Double change(Object now, Object before) {
        Optional<BigDecimal> base = MeasureCells.exact(before).filter(value -> value.signum() != 0);
        Optional<BigDecimal> current = MeasureCells.exact(now);
        return base.isEmpty() || current.isEmpty()
                ? null
                : (Double) current.get()
                        .subtract(base.get())
                        .divide(base.get().abs(), MathContext.DECIMAL64)
                        .doubleValue();
    }
}
