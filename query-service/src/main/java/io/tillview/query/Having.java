package io.tillview.query;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/**
 * Keeps the rows whose measure, as the answer shows it, is what the operator says. A row where the measure has no value
 * is never kept, by {@link Operator#NE} neither: money that is hidden because its currencies differ is not known to
 * be another amount.
 *
 * @param measure one of the question's measures
 * @param operator how it is compared
 * @param value with what; money in units of its currency
 */
public record Having(String measure, Operator operator, BigDecimal value) {
    /** The most of one question. */
    public static final int MAX = 20;

    /** @throws NullPointerException if anything is null */
    public Having {
        requireNonNull(measure, "measure");
        requireNonNull(operator, "operator");
        requireNonNull(value, "value");
    }

    /** Whether it keeps a row that shows this. */
    public boolean accepts(BigDecimal shown) {
        return operator.accepts(shown.compareTo(value));
    }

    /** How a measure is compared. */
    public enum Operator {
        /** Is the value. */
        EQ("="),
        /** Is another. */
        NE("<>"),
        /** Is more. */
        GT(">"),
        /** Is as much or more. */
        GTE(">="),
        /** Is less. */
        LT("<"),
        /** Is as much or less. */
        LTE("<=");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        /** The sign for it, the same in SQL as elsewhere. */
        public String symbol() {
            return symbol;
        }

        boolean accepts(int comparison) {
            return switch (this) {
                case EQ -> comparison == 0;
                case NE -> comparison != 0;
                case GT -> comparison > 0;
                case GTE -> comparison >= 0;
                case LT -> comparison < 0;
                case LTE -> comparison <= 0;
            };
        }

        /** Its name in a request. */
        public String externalName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The operator of this name in a request. */
        public static Optional<Operator> named(String externalName) {
            for (Operator operator : values()) {
                if (operator.externalName().equals(externalName)) {
                    return Optional.of(operator);
                }
            }
            return Optional.empty();
        }
    }
}
