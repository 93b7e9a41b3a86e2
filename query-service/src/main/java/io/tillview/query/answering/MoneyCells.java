package io.tillview.query.answering;

import io.tillview.query.MerchantQuery;
import io.tillview.query.QueryResult.Warning;
import io.tillview.query.catalog.Currencies;
import io.tillview.query.catalog.Dimension;
import io.tillview.query.scoping.MoneyRule;
import io.tillview.query.scoping.SelectedColumn;
import io.tillview.query.scoping.SelectedColumn.AggregateValue;
import io.tillview.query.scoping.SelectedColumn.CurrencyPlace;
import io.tillview.query.scoping.SelectedColumn.DimensionValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Which currency the money of each row is in, and whether it may be shown.
 *
 * <p>Amounts of several currencies are never added up, and never stand in one column that can't say which is which: as
 * soon as the rows hold more than one currency, no money is shown, unless the rows name their currency themselves.
 */
final class MoneyCells {
    private final MoneyRule rule;
    private final Optional<String> known;
    private final List<RowCurrency> rows;
    private final TreeSet<String> seen = new TreeSet<>();
    private final boolean mixed;
    private final boolean unknown;

    /** @param known the currency that other rows of the answer are in, for where these tell none */
    MoneyCells(MerchantQuery query, List<SelectedColumn> columns, List<List<Object>> raw, Optional<String> known) {
        this.rule = MoneyRule.of(query);
        this.known = known;
        this.rows = raw.stream().map(row -> rowCurrency(query, columns, row)).toList();
        rows.forEach(row -> row.code().ifPresent(seen::add));
        if (rule == MoneyRule.CURRENCY_FILTERED) {
            // Known without a single row.
            MoneyRule.filteredCurrency(query)
                    .filter(code -> Currencies.fractionDigits(code).isPresent())
                    .ifPresent(seen::add);
        }
        boolean anyMixed = rows.stream().anyMatch(row -> row.state() == State.MIXED);
        this.mixed = anyMixed || (rule == MoneyRule.CURRENCY_OBSERVED && seen.size() > 1);
        this.unknown = rows.stream().anyMatch(row -> row.state() == State.UNKNOWN);
    }

    /** The currency that all money of the answer is in; empty where there is none, or not one. */
    Optional<String> columnCurrency() {
        if (rule != MoneyRule.CURRENCY_OBSERVED && rule != MoneyRule.CURRENCY_FILTERED) {
            return Optional.empty();
        }
        return seen.isEmpty() && !mixed
                ? known
                : Optional.of(seen).filter(all -> all.size() == 1).map(TreeSet::first);
    }

    /** Whether a row's money has a value. */
    boolean isShown(int row) {
        boolean several = rule == MoneyRule.CURRENCY_OBSERVED && seen.size() > 1;
        State state = rows.get(row).state();
        return !several && state != State.MIXED && state != State.UNKNOWN;
    }

    /** Whether a row's money is of several currencies. */
    boolean isMixed(int row) {
        return rows.get(row).state() == State.MIXED;
    }

    /** The digits after the point in a row; none where there is no currency, and so nothing but zero to show. */
    int fractionDigits(int row) {
        return rows.get(row)
                .code()
                .or(this::columnCurrency)
                .flatMap(Currencies::fractionDigits)
                .orElse(0);
    }

    List<Warning> warnings() {
        List<Warning> warnings = new ArrayList<>();
        if (mixed) {
            warnings.add(new Warning(
                    "several_currencies",
                    "Money in several currencies can't be added up"
                            + (seen.isEmpty() ? "" : " (" + String.join(", ", seen) + " among them)")
                            + ": make currency a dimension, or filter by one."));
        }
        if (unknown) {
            warnings.add(new Warning(
                    "unknown_currency", "Money whose currency is missing or not in ISO 4217 is not shown."));
        }
        return warnings;
    }

    private RowCurrency rowCurrency(MerchantQuery query, List<SelectedColumn> columns, List<Object> row) {
        return switch (rule) {
            case NO_MONEY -> new RowCurrency(State.NONE, Optional.empty());
            case CURRENCY_FILTERED -> of(MoneyRule.filteredCurrency(query).orElseThrow(), columns, row);
            case CURRENCY_PER_ROW ->
                of(
                        (String) row.get(columns.indexOf(new DimensionValue(Dimension.CURRENCY.externalName()))),
                        columns,
                        row);
            case CURRENCY_OBSERVED -> {
                Object lowest = row.get(columns.indexOf(new CurrencyPlace(true)));
                Object highest = row.get(columns.indexOf(new CurrencyPlace(false)));
                if (lowest == null) {
                    yield new RowCurrency(State.NONE, Optional.empty());
                }
                if (!Objects.equals(lowest, highest)) {
                    yield new RowCurrency(State.MIXED, Optional.empty());
                }
                yield of(Currencies.at((Long) lowest).orElse(null), columns, row);
            }
        };
    }

    /** Events without money have no currency, and that is no fault: it only is where there is an amount to show. */
    private static RowCurrency of(String code, List<SelectedColumn> columns, List<Object> row) {
        if (Optional.ofNullable(code).flatMap(Currencies::fractionDigits).isPresent()) {
            return new RowCurrency(State.ONE, Optional.of(code));
        }
        boolean anyAmount = IntStream.range(0, columns.size())
                .filter(i -> columns.get(i) instanceof AggregateValue value
                        && value.aggregate().isMoney())
                .anyMatch(i -> !isNothing(row.get(i)));
        return new RowCurrency(anyAmount ? State.UNKNOWN : State.NONE, Optional.empty());
    }

    private static boolean isNothing(Object amount) {
        return amount == null || amount.equals(0L);
    }

    private enum State {
        NONE,
        ONE,
        MIXED,
        UNKNOWN
    }

    private record RowCurrency(State state, Optional<String> code) {}
}
