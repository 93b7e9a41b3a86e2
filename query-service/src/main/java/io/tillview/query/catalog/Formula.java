package io.tillview.query.catalog;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.Immutable;
import java.util.List;

/** How a measure comes out of aggregates. The answer is worked out in Java, exactly; SQL needs it only for the order. */
@Immutable
public sealed interface Formula {

    /** The aggregates needed, each once. */
    List<Aggregate> aggregates();

    /** SQL whose values lie in the same order as the measure's; a number, or NULL where the measure has no value. */
    String sortKey(Datasource datasource);

    /**
     * The aggregate itself.
     *
     * @param of which
     */
    record Plain(Aggregate of) implements Formula {
        /** @throws NullPointerException if {@code of} is null */
        public Plain {
            requireNonNull(of, "of");
        }

        @Override
        public List<Aggregate> aggregates() {
            return List.of(of);
        }

        @Override
        public String sortKey(Datasource datasource) {
            // Without any amount a quantile is no number, which Druid puts above all of them.
            return of.isQuantile()
                    ? "(CASE WHEN " + of.sql(datasource) + " >= 0 THEN " + of.sql(datasource) + " ELSE NULL END)"
                    : of.sql(datasource);
        }
    }

    /**
     * The first minus the second.
     *
     * @param minuend from which
     * @param subtrahend what is taken away
     */
    record Difference(Aggregate minuend, Aggregate subtrahend) implements Formula {
        /** @throws NullPointerException if one is null */
        public Difference {
            requireNonNull(minuend, "minuend");
            requireNonNull(subtrahend, "subtrahend");
        }

        @Override
        public List<Aggregate> aggregates() {
            return List.of(minuend, subtrahend);
        }

        @Override
        public String sortKey(Datasource datasource) {
            return "(" + minuend.sql(datasource) + " - " + subtrahend.sql(datasource) + ")";
        }
    }

    /**
     * The first divided by the second; no value where the second is 0.
     *
     * @param dividend what is divided
     * @param divisor by what
     */
    record Quotient(Aggregate dividend, Aggregate divisor) implements Formula {
        /** @throws NullPointerException if one is null */
        public Quotient {
            requireNonNull(dividend, "dividend");
            requireNonNull(divisor, "divisor");
        }

        @Override
        public List<Aggregate> aggregates() {
            return List.of(dividend, divisor);
        }

        @Override
        public String sortKey(Datasource datasource) {
            String below = divisor.sql(datasource);
            return "(CASE WHEN " + below + " = 0 THEN NULL ELSE CAST(" + dividend.sql(datasource)
                    + " AS DOUBLE) / CAST(" + below + " AS DOUBLE) END)";
        }
    }

    /**
     * What the first divided by the second leaves of 1, never below 0; no value where the second is 0.
     *
     * @param dividend what is divided
     * @param divisor by what
     */
    record Remainder(Aggregate dividend, Aggregate divisor) implements Formula {
        /** @throws NullPointerException if one is null */
        public Remainder {
            requireNonNull(dividend, "dividend");
            requireNonNull(divisor, "divisor");
        }

        @Override
        public List<Aggregate> aggregates() {
            return List.of(dividend, divisor);
        }

        @Override
        public String sortKey(Datasource datasource) {
            String share = new Quotient(dividend, divisor).sortKey(datasource);
            return "(CASE WHEN " + share + " > 1 THEN 0 ELSE 1 - " + share + " END)";
        }
    }
}
