package io.tillview.query.scoping;

import io.tillview.query.Filter.Operator;
import io.tillview.query.MerchantQuery;
import io.tillview.query.catalog.Dimension;
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

    /** The only currency that the question's filters let through, if there is such a filter. */
    public static Optional<String> filteredCurrency(MerchantQuery query) {
        return query.filters().stream()
                .filter(filter -> filter.dimension().equals(Dimension.CURRENCY.externalName()))
                .filter(filter -> filter.operator() == Operator.EQ || filter.operator() == Operator.IN)
                .filter(filter -> filter.values().stream().distinct().count() == 1)
                .map(filter -> filter.values().get(0))
                .findFirst();
    }
}
