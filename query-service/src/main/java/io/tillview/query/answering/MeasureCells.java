package io.tillview.query.answering;

import io.tillview.query.MerchantQuery;
import io.tillview.query.QueryResult;
import io.tillview.query.QueryResult.Warning;
import io.tillview.query.catalog.Aggregate;
import io.tillview.query.catalog.Formula.Difference;
import io.tillview.query.catalog.Formula.Plain;
import io.tillview.query.catalog.Formula.Quotient;
import io.tillview.query.catalog.Formula.Remainder;
import io.tillview.query.catalog.Measure;
import io.tillview.query.scoping.SelectedColumn.AggregateValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/** What the measures of some rows are. Which currency money is in, and whether it is shown at all, depends on all of the rows. */
final class MeasureCells {
    private final RawRows raw;
    private final MoneyCells money;

    MeasureCells(MerchantQuery query, RawRows raw) {
        this(query, raw, Optional.empty());
    }

    /** @param currency what other rows of the answer are in, so that zero has the same digits where these are all gaps */
    MeasureCells(MerchantQuery query, RawRows raw, Optional<String> currency) {
        this.raw = raw;
        this.money = new MoneyCells(query, raw.columns(), raw.rows(), currency);
    }

    /** The currency that all money is in; empty where there is none, or not one. */
    Optional<String> currency() {
        return money.columnCurrency();
    }

    List<Warning> warnings() {
        return money.warnings();
    }

    /** As the answer shows it: a text for money, a {@link Long} or {@link Double}, or null. */
    Object shown(int row, Measure measure) {
        if (measure.needsOneCurrency() && !money.isShown(row)) {
            return null;
        }
        int digits = money.fractionDigits(row);
        if (measure.formula() instanceof Quotient quotient && measure.type() == QueryResult.Type.MONEY) {
            long divisor = value(row, quotient.divisor());
            return divisor == 0
                    ? null
                    : BigDecimal.valueOf(value(row, quotient.dividend()), digits)
                            .divide(BigDecimal.valueOf(divisor), digits, RoundingMode.HALF_UP)
                            .toPlainString();
        }
        Number number = number(row, measure);
        if (number == null || measure.type() != QueryResult.Type.MONEY) {
            return number;
        }
        long minor = number instanceof Double quantile ? Math.round(quantile) : number.longValue();
        return BigDecimal.valueOf(minor, digits).toPlainString();
    }

    /** The same as an exact number; empty where there is none. */
    Optional<BigDecimal> exact(int row, Measure measure) {
        return exact(shown(row, measure));
    }

    /** A shown value as an exact number. */
    static Optional<BigDecimal> exact(Object shown) {
        return Optional.ofNullable(shown).map(value -> new BigDecimal(value.toString()));
    }

    /** What rows are ordered by: the measure before it is rounded; null where it has no value, or one of several currencies. */
    Number sortKey(int row, Measure measure) {
        return measure.needsOneCurrency() && money.isMixed(row) ? null : number(row, measure);
    }

    /** In minor units, for money. */
    private Number number(int row, Measure measure) {
        if (measure.formula() instanceof Plain plain) {
            return (Number) raw.value(row, new AggregateValue(plain.of()));
        }
        if (measure.formula() instanceof Difference difference) {
            return Math.subtractExact(value(row, difference.minuend()), value(row, difference.subtrahend()));
        }
        if (measure.formula() instanceof Quotient quotient) {
            return share(value(row, quotient.dividend()), value(row, quotient.divisor()));
        }
        Remainder remainder = (Remainder) measure.formula();
        Double share = share(value(row, remainder.dividend()), value(row, remainder.divisor()));
        return share == null ? null : (Number) Math.max(0, 1 - share);
    }

    private static Double share(long dividend, long divisor) {
        return divisor == 0 ? null : (Double) ((double) dividend / divisor);
    }

    private long value(int row, Aggregate aggregate) {
        return (Long) raw.value(row, new AggregateValue(aggregate));
    }
}
