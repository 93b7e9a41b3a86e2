package io.tillview.query.scoping;

import io.tillview.query.Filter;
import io.tillview.query.Filter.All;
import io.tillview.query.Filter.Any;
import io.tillview.query.Filter.Comparison;
import io.tillview.query.Filter.Operator;
import io.tillview.query.MerchantQuery;
import io.tillview.query.catalog.Dimension;
import java.util.List;
import java.util.Optional;

/**
 * What makes sure that a question adds up amounts of one currency only.
 */
public enum MoneyRule {
    /** The question asks for no money. */
    NO_MONEY,
    /** Each row has its own currency, the value of the dimension {@code currency}. */
    CURRENCY_PER_ROW,
    /** A filter lets one currency through. */
    CURRENCY_FILTERED,
    /** Nothing: each row has to tell which currencies it holds. */
    CURRENCY_OBSERVED;

    /** The rule that holds for a question whose measures are known to exist. */
    public static MoneyRule of(MerchantQuery query) {
        if (ScopedColumns.measures(query).stream().noneMatch(measure -> measure.needsOneCurrency())) {
            return NO_MONEY;
        }
        if (query.dimensions().contains(Dimension.CURRENCY.externalName())) {
            return CURRENCY_PER_ROW;
        }
        return filteredCurrency(query).isPresent() ? CURRENCY_FILTERED : CURRENCY_OBSERVED;
    }

    /** The only currency that the question's filters let through, if there is one. */
    public static Optional<String> filteredCurrency(MerchantQuery query) {
        return query.filters().stream().flatMap(filter -> only(filter).stream()).findFirst();
    }

    /** The currency that every event has which a filter keeps: one of several alternatives says nothing of the others. */
    private static Optional<String> only(Filter filter) {
        if (filter instanceof All all) {
            return all.filters().stream().flatMap(one -> only(one).stream()).findFirst();
        }
        if (filter instanceof Any any) {
            List<Optional<String>> currencies =
                    any.filters().stream().map(MoneyRule::only).distinct().toList();
            return currencies.size() == 1 ? currencies.get(0) : Optional.empty();
        }
        Comparison comparison = (Comparison) filter;
        boolean names = comparison.dimension().equals(Dimension.CURRENCY.externalName())
                && (comparison.operator() == Operator.EQ || comparison.operator() == Operator.IN);
        List<String> values = comparison.values().stream().distinct().toList();
        return names && values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }
}
