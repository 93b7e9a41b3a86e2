package io.tillview.query;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.List;

/** What the rows of an export are. */
public sealed interface Exported {

    /**
     * The answer to a question, all of it.
     *
     * @param question what is asked; its limit counts only if {@code limited}
     * @param limited whether the caller named a limit; without one, rows come by time and by dimensions and there is no bound
     */
    record OfQuery(MerchantQuery question, boolean limited) implements Exported {
        /**
         * @throws NullPointerException if the question is null
         * @throws IllegalArgumentException if the rows have an order of the caller's and no limit
         */
        public OfQuery {
            requireNonNull(question, "question");
            if (!limited && !question.rows().orderBy().isEmpty()) {
                throw new IllegalArgumentException("Rows without a bound can't be put in order.");
            }
        }
    }

    /**
     * The events themselves, one a row.
     *
     * @param columns what is told of each, by names in the catalog; at least one, each once
     * @param filters all of them must hold; empty for none
     */
    record OfEvents(List<String> columns, List<Filter> filters) implements Exported {
        /**
         * Copies the lists.
         *
         * @throws IllegalArgumentException if there is no column, or one stands twice
         */
        public OfEvents {
            columns = List.copyOf(columns);
            filters = List.copyOf(filters);
            if (columns.isEmpty() || new HashSet<>(columns).size() != columns.size()) {
                throw new IllegalArgumentException(
                        "An export of events has at least one column, and each of them once.");
            }
        }
    }
}
