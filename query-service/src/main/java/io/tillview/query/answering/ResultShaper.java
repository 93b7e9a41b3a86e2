package io.tillview.query.answering;

import io.tillview.query.Grain;
import io.tillview.query.MerchantQuery;
import io.tillview.query.OrderBy;
import io.tillview.query.QueryResult;
import io.tillview.query.QueryResult.Column;
import io.tillview.query.QueryResult.Warning;
import io.tillview.query.catalog.Aggregate;
import io.tillview.query.catalog.Formula.Difference;
import io.tillview.query.catalog.Formula.Plain;
import io.tillview.query.catalog.Formula.Quotient;
import io.tillview.query.catalog.Formula.Remainder;
import io.tillview.query.catalog.Measure;
import io.tillview.query.scoping.SelectedColumn;
import io.tillview.query.scoping.SelectedColumn.AggregateValue;
import io.tillview.query.scoping.SelectedColumn.BucketStart;
import io.tillview.query.scoping.SelectedColumn.DimensionValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Turns Druid's rows into an answer's. One for each answer; not safe for use by several threads. */
final class ResultShaper {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX", Locale.ROOT);

    private final MerchantQuery query;
    private final List<SelectedColumn> selected;
    private final List<List<Object>> raw;
    private final List<Measure> measures;
    private final MoneyCells money;

    ResultShaper(MerchantQuery query, List<SelectedColumn> selected, List<List<Object>> rows) {
        this.query = query;
        this.selected = selected;
        boolean oneRowAlways = query.grain() == Grain.NONE && query.dimensions().isEmpty();
        this.raw = rows.isEmpty() && oneRowAlways ? List.of(nothing(selected)) : rows;
        this.measures = query.measures().stream()
                .map(name -> Measure.named(name).orElseThrow())
                .toList();
        this.money = new MoneyCells(query, selected, raw);
    }

    List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        if (query.grain() != Grain.NONE) {
            columns.add(exact(OrderBy.TIME, QueryResult.Type.TIME));
        }
        query.dimensions().forEach(name -> columns.add(exact(name, QueryResult.Type.STRING)));
        for (Measure measure : measures) {
            String currency = measure.type() == QueryResult.Type.MONEY
                    ? money.columnCurrency().orElse(null)
                    : null;
            columns.add(new Column(
                    measure.externalName(),
                    measure.type(),
                    currency,
                    measure.isApproximate() ? true : null,
                    boxed(measure.relativeError()),
                    boxed(measure.rankError())));
        }
        return columns;
    }

    List<List<Object>> rows() {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < raw.size(); i++) {
            List<Object> row = new ArrayList<>();
            if (query.grain() != Grain.NONE) {
                long millis = (Long) value(i, new BucketStart());
                row.add(TIME.format(Instant.ofEpochMilli(millis).atZone(query.timeZone())));
            }
            for (String dimension : query.dimensions()) {
                row.add(value(i, new DimensionValue(dimension)));
            }
            for (Measure measure : measures) {
                row.add(value(i, measure));
            }
            rows.add(row);
        }
        return rows;
    }

    private static Column exact(String name, QueryResult.Type type) {
        return new Column(name, type, null, null, null, null);
    }

    private static Double boxed(OptionalDouble number) {
        return number.isPresent() ? (Double) number.getAsDouble() : null;
    }

    List<Warning> warnings() {
        return money.warnings();
    }

    private Object value(int row, SelectedColumn column) {
        return raw.get(row).get(selected.indexOf(column));
    }

    private long value(int row, Aggregate aggregate) {
        return (Long) value(row, new AggregateValue(aggregate));
    }

    private Object value(int row, Measure measure) {
        if (measure.needsOneCurrency() && !money.isShown(row)) {
            return null;
        }
        int digits = money.fractionDigits(row);
        if (measure.formula() instanceof Plain plain && plain.of().isQuantile()) {
            Object quantile = value(row, new AggregateValue(plain.of()));
            return quantile == null
                    ? null
                    : BigDecimal.valueOf(Math.round((Double) quantile), digits).toPlainString();
        }
        if (measure.formula() instanceof Remainder remainder) {
            long of = value(row, remainder.divisor());
            return of == 0 ? null : (Object) Math.max(0, 1 - (double) value(row, remainder.dividend()) / of);
        }
        if (measure.formula() instanceof Quotient quotient) {
            long divisor = value(row, quotient.divisor());
            long dividend = value(row, quotient.dividend());
            if (divisor == 0) {
                return null;
            }
            return measure.type() == QueryResult.Type.MONEY
                    ? BigDecimal.valueOf(dividend, digits)
                            .divide(BigDecimal.valueOf(divisor), digits, RoundingMode.HALF_UP)
                            .toPlainString()
                    : (Object) ((double) dividend / divisor);
        }
        long whole = measure.formula() instanceof Difference difference
                ? Math.subtractExact(value(row, difference.minuend()), value(row, difference.subtrahend()))
                : value(row, ((Plain) measure.formula()).of());
        return measure.type() == QueryResult.Type.MONEY
                ? BigDecimal.valueOf(whole, digits).toPlainString()
                : (Object) whole;
    }

    /** What Druid would answer about no events at all. */
    private static List<Object> nothing(List<SelectedColumn> selected) {
        List<Object> row = new ArrayList<>();
        selected.forEach(column -> row.add(
                column instanceof AggregateValue && column.kind() == SelectedColumn.Kind.WHOLE_NUMBER ? 0L : null));
        return row;
    }
}
