package io.tillview.query;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Keeps the events whose dimension has, or has not, one of some values.
 *
 * @param dimension the dimension's name in the catalog
 * @param operator how it is compared
 * @param values what it is compared with; exactly one for {@link Operator#EQ} and {@link Operator#NE}
 */
public record Filter(String dimension, Operator operator, List<String> values) {

    /**
     * Copies the values.
     *
     * @throws NullPointerException if anything is null
     * @throws IllegalArgumentException if there are too few or too many values for the operator
     */
    public Filter {
        requireNonNull(dimension, "dimension");
        requireNonNull(operator, "operator");
        values = List.copyOf(values);
        if (values.isEmpty() || (!operator.takesSeveral() && values.size() > 1)) {
            throw new IllegalArgumentException("The operator " + operator + " doesn't take " + values.size());
        }
    }

    /** How a dimension is compared. Events that lack the dimension are different from every value. */
    public enum Operator {
        /** Is the value. */
        EQ,
        /** Is another, or missing. */
        NE,
        /** Is one of the values. */
        IN,
        /** Is none of the values, or missing. */
        NOT_IN;

        /** Whether it takes a list {@code values} rather than a single {@code value}. */
        public boolean takesSeveral() {
            return this == IN || this == NOT_IN;
        }

        /** Whether it drops what matches rather than keeping it. */
        public boolean negates() {
            return this == NE || this == NOT_IN;
        }

        /** Its name in a request, for example {@code not_in}. */
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
