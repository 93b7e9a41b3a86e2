package io.tillview.query.scoping;

import static java.util.stream.Collectors.joining;

import io.tillview.query.Having;
import io.tillview.query.MerchantQuery;
import io.tillview.query.QueryResult;
import io.tillview.query.catalog.Aggregate;
import io.tillview.query.catalog.Currencies;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.catalog.Formula;
import io.tillview.query.catalog.Measure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/**
 * {@code having} as SQL, where whole numbers say exactly what the answer shows: counts, and sums of money whose currency a
 * filter names. All else depends on what other rows hold, or on fractions, and is decided where the answer is made.
 */
public final class HavingSql {
    private HavingSql() {}

    /** Whether SQL can decide all of a question's {@code having} exactly. */
    public static boolean decides(MerchantQuery query) {
        return decided(query).size() == query.rows().having().size();
    }

    /** Those of a question's {@code having} that SQL can decide exactly; whether they hold for a row depends on no other row. */
    public static List<Having> decided(MerchantQuery query) {
        return query.rows().having().stream()
                .filter(having -> fractionDigits(having, query).isPresent())
                .toList();
    }

    /** The clause with what SQL can decide, with a blank before it; empty where that is nothing. */
    static String clause(MerchantQuery query, Datasource datasource) {
        List<String> conditions = query.rows().having().stream()
                .flatMap(having ->
                        fractionDigits(having, query).stream().map(digits -> condition(having, digits, datasource)))
                .toList();
        return conditions.isEmpty() ? "" : conditions.stream().collect(joining(" AND ", " HAVING ", ""));
    }

    /** How many digits after the point the shown value has over the whole number that Druid gives; empty if it gives none. */
    private static Optional<Integer> fractionDigits(Having having, MerchantQuery query) {
        Measure measure = Measure.named(having.measure()).orElseThrow();
        if (!isWhole(measure.formula())) {
            return Optional.empty();
        }
        if (measure.type() == QueryResult.Type.LONG) {
            return Optional.of(0);
        }
        return MoneyRule.of(query) == MoneyRule.CURRENCY_FILTERED
                ? MoneyRule.filteredCurrency(query).flatMap(Currencies::fractionDigits)
                : Optional.empty();
    }

    private static boolean isWhole(Formula formula) {
        return formula instanceof Formula.Difference
                || (formula instanceof Formula.Plain
                        && formula.aggregates().stream().noneMatch(Aggregate::isQuantile));
    }

    /** A whole number lies on the same side of a fraction as of the whole number next to it. */
    private static String condition(Having having, int fractionDigits, Datasource datasource) {
        BigDecimal exact = having.value().movePointRight(fractionDigits);
        String value = Measure.named(having.measure()).orElseThrow().formula().sortKey(datasource);
        Having.Operator operator = having.operator();
        RoundingMode rounding =
                switch (operator) {
                    case GT, LTE -> RoundingMode.FLOOR;
                    case GTE, LT -> RoundingMode.CEILING;
                    case EQ, NE -> RoundingMode.HALF_UP;
                };
        BigDecimal whole = exact.setScale(0, rounding);
        boolean never = operator == Having.Operator.EQ && whole.compareTo(exact) != 0;
        boolean always = operator == Having.Operator.NE && whole.compareTo(exact) != 0;
        if (never || always) {
            return always ? "1 = 1" : "1 = 0";
        }
        BigDecimal bounded = whole.max(BigDecimal.valueOf(Long.MIN_VALUE + 1)).min(BigDecimal.valueOf(Long.MAX_VALUE));
        return value + " " + operator.symbol() + " " + bounded.toPlainString();
    }
}
