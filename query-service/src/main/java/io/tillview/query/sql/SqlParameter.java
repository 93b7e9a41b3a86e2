package io.tillview.query.sql;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

/** A value that takes the place of a {@code ?}. It never becomes syntax. */
public sealed interface SqlParameter {

    /**
     * A text.
     *
     * @param value well-formed Unicode
     */
    record Text(String value) implements SqlParameter {
        /** @throws NullPointerException if it is null */
        public Text {
            requireNonNull(value, "value");
        }
    }

    /**
     * A number.
     *
     * @param value as it was given
     */
    record Numeric(BigDecimal value) implements SqlParameter {
        /** @throws NullPointerException if it is null */
        public Numeric {
            requireNonNull(value, "value");
        }
    }

    /**
     * True or false.
     *
     * @param value which
     */
    record Truth(boolean value) implements SqlParameter {}

    /** No value. */
    record Nothing() implements SqlParameter {}
}
