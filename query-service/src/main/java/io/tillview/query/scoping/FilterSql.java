package io.tillview.query.scoping;

import static java.util.stream.Collectors.joining;

import io.tillview.query.Filter;
import io.tillview.query.Filter.All;
import io.tillview.query.Filter.Any;
import io.tillview.query.Filter.Comparison;
import io.tillview.query.catalog.Groupable;
import java.util.ArrayList;
import java.util.List;

/**
 * Filters as SQL. A comparison is NULL where it says nothing about an event that lacks the dimension, which keeps the event as
 * little as false does: nothing is negated afterwards.
 */
final class FilterSql {
    private static final String LEAST_TEXT = "''";
    private static final String LEAST_NUMBER = "-1.7976931348623157E308";

    private FilterSql() {}

    /** The condition, in brackets wherever it isn't one comparison. */
    static String condition(Filter filter) {
        if (filter instanceof All all) {
            return joined(all.filters(), " AND ");
        }
        if (filter instanceof Any any) {
            return joined(any.filters(), " OR ");
        }
        return comparison((Comparison) filter);
    }

    /** The condition that a row is of one of some series. */
    static String anyOf(List<Series> series, List<String> dimensions) {
        return series.stream().map(one -> isOf(one, dimensions)).collect(joining(" OR ", "(", ")"));
    }

    private static String isOf(Series series, List<String> dimensions) {
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < dimensions.size(); i++) {
            String value = series.values().get(i);
            String name = dimensions.get(i);
            conditions.add(
                    value == null
                            ? ColumnSql.text(name) + " IS NULL"
                            : ColumnSql.text(name) + " IN (" + literal(value) + ")");
        }
        return conditions.stream().collect(joining(" AND ", "(", ")"));
    }

    private static String joined(List<Filter> filters, String with) {
        return filters.stream().map(FilterSql::condition).collect(joining(with, "(", ")"));
    }

    private static String comparison(Comparison filter) {
        String name = filter.dimension();
        String values =
                filter.values().stream().distinct().map(FilterSql::literal).collect(joining(", "));
        return switch (filter.operator()) {
            case EQ, IN -> ColumnSql.text(name) + " IN (" + values + ")";
            case NE, NOT_IN -> "(" + ColumnSql.text(name) + " IN (" + values + ")) IS NOT TRUE";
            // Not LIKE: in these no character of the value means anything but itself.
            case CONTAINS -> "STRPOS(" + ColumnSql.text(name) + ", " + values + ") > 0";
            case STARTS_WITH ->
                "LEFT(" + ColumnSql.text(name) + ", " + filter.values().get(0).length() + ") = " + values;
            case EXISTS -> ColumnSql.text(name) + " IS NOT NULL";
            case NOT_EXISTS -> ColumnSql.text(name) + " IS NULL";
            case GT -> ordered(filter, ">");
            case GTE -> ordered(filter, ">=");
            case LT -> below(filter, "<");
            case LTE -> below(filter, "<=");
        };
    }

    /**
     * Druid 33 takes ranges of one OR that leave no value out, such as {@code x <= 'm' OR x >= 'b' OR …}, for everything, events without
     * a value among it. A range that begins with the least value there is leaves something out, so none begins without one.
     */
    private static String below(Comparison filter, String symbol) {
        String least = isNumber(filter) ? number(filter) + ">= " + LEAST_NUMBER : text(filter) + ">= " + LEAST_TEXT;
        return "(" + least + " AND " + ordered(filter, symbol) + ")";
    }

    private static String ordered(Comparison filter, String symbol) {
        return isNumber(filter)
                ? number(filter) + symbol + " "
                        + Literals.number(filter.values().get(0))
                : text(filter) + symbol + " " + literal(filter.values().get(0));
    }

    private static boolean isNumber(Comparison filter) {
        return Groupable.named(filter.dimension()).orElseThrow().ordersAsNumber();
    }

    private static String number(Comparison filter) {
        return "CAST(" + ColumnSql.text(filter.dimension()) + " AS DOUBLE) ";
    }

    private static String text(Comparison filter) {
        return ColumnSql.text(filter.dimension()) + " ";
    }

    /** A literal is of type CHAR, whose blanks at its end get lost when Calcite puts ranges together; a VARCHAR keeps them. */
    private static String literal(String value) {
        return value.endsWith(" ") ? "CAST(" + Literals.text(value) + " AS VARCHAR)" : Literals.text(value);
    }
}
