package io.tillview.query;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Which events count: a comparison, or several filters of which all or any must hold. */
public sealed interface Filter {
    /** How deep filters may nest: a comparison alone is one deep, in an {@link All} two. */
    int MAX_DEPTH = 5;

    /** The most comparisons of one question. */
    int MAX_COMPARISONS = 100;

    /** Every comparison in it. */
    Stream<Comparison> comparisons();

    /** How deep it nests. */
    int depth();

    /** A comparison with any number of values. */
    static Filter of(String dimension, Operator operator, String... values) {
        return new Comparison(dimension, operator, List.of(values));
    }

    /**
     * Keeps the events whose dimension is, or isn't, what the operator says.
     *
     * @param dimension the dimension's name in the catalog
     * @param operator how it is compared
     * @param values what it is compared with, as many as the operator takes
     */
    record Comparison(String dimension, Operator operator, List<String> values) implements Filter {
        /**
         * Copies the values.
         *
         * @throws NullPointerException if anything is null
         * @throws IllegalArgumentException if there are too few or too many values for the operator
         */
        public Comparison {
            requireNonNull(dimension, "dimension");
            requireNonNull(operator, "operator");
            values = List.copyOf(values);
            if (values.size() < operator.fewestValues() || (!operator.takesSeveral() && values.size() > 1)) {
                throw new IllegalArgumentException("The operator " + operator + " doesn't take " + values.size());
            }
        }

        @Override
        public Stream<Comparison> comparisons() {
            return Stream.of(this);
        }

        @Override
        public int depth() {
            return 1;
        }
    }

    /**
     * Keeps the events that every filter keeps.
     *
     * @param filters at least one
     */
    record All(List<Filter> filters) implements Filter {
        /** Copies the filters. */
        public All {
            filters = requireSome(filters);
        }

        @Override
        public Stream<Comparison> comparisons() {
            return filters.stream().flatMap(Filter::comparisons);
        }

        @Override
        public int depth() {
            return depthOver(filters);
        }
    }

    /**
     * Keeps the events that at least one filter keeps.
     *
     * @param filters at least one
     */
    record Any(List<Filter> filters) implements Filter {
        /** Copies the filters. */
        public Any {
            filters = requireSome(filters);
        }

        @Override
        public Stream<Comparison> comparisons() {
            return filters.stream().flatMap(Filter::comparisons);
        }

        @Override
        public int depth() {
            return depthOver(filters);
        }
    }

    private static List<Filter> requireSome(List<Filter> filters) {
        if (filters.isEmpty()) {
            throw new IllegalArgumentException("All or any of no filters says nothing.");
        }
        return List.copyOf(filters);
    }

    private static int depthOver(List<Filter> filters) {
        return 1 + filters.stream().mapToInt(Filter::depth).max().orElse(0);
    }

    /** How a dimension is compared. Events that lack the dimension are different from every value. */
    enum Operator {
        /** Is the value. */
        EQ(1),
        /** Is another, or missing. */
        NE(1),
        /** Is one of the values. */
        IN(1),
        /** Is none of the values, or missing. */
        NOT_IN(1),
        /** Has the value somewhere in it. */
        CONTAINS(1),
        /** Has the value at its beginning. */
        STARTS_WITH(1),
        /** Is there. */
        EXISTS(0),
        /** Is missing. */
        NOT_EXISTS(0),
        /** Comes after the value. */
        GT(1),
        /** Is the value or comes after it. */
        GTE(1),
        /** Comes before the value. */
        LT(1),
        /** Is the value or comes before it. */
        LTE(1);

        private final int fewestValues;

        Operator(int fewestValues) {
            this.fewestValues = fewestValues;
        }

        /** The fewest values it takes; the most, too, unless it {@link #takesSeveral()}. */
        public int fewestValues() {
            return fewestValues;
        }

        /** Whether it takes a list {@code values} rather than a single {@code value}. */
        public boolean takesSeveral() {
            return this == IN || this == NOT_IN;
        }

        /** Whether it drops what matches rather than keeping it. */
        public boolean negates() {
            return this == NE || this == NOT_IN;
        }

        /** Whether it asks which of two comes first. */
        public boolean isOrder() {
            return this == GT || this == GTE || this == LT || this == LTE;
        }

        /** Whether it looks for a part of a text, which must not be empty then. */
        public boolean seeksPart() {
            return this == CONTAINS || this == STARTS_WITH;
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
