package io.tillview.query.scoping;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * Which of a question's rows are fetched.
 *
 * @param ordered whether in the question's order; in no order otherwise
 * @param having whether without the rows that the question's {@code having} drops, as far as SQL can tell them exactly
 * @param maxRows how many at most
 * @param series only these combinations of the dimensions' values; empty for all
 */
public record Portion(boolean ordered, boolean having, int maxRows, Optional<List<Series>> series) {
    /** The most series that can be named: more make the SQL too long to be planned quickly. */
    public static final int MAX_SERIES = 200;

    /**
     * Copies the series.
     *
     * @throws IllegalArgumentException if no row can be fetched, or there are too many series or none
     */
    public Portion {
        requireNonNull(series, "series");
        series = series.map(List::copyOf);
        if (maxRows < 1) {
            throw new IllegalArgumentException("At least one row has to be fetched.");
        }
        if (series.filter(some -> some.isEmpty() || some.size() > MAX_SERIES).isPresent()) {
            throw new IllegalArgumentException("1 to " + MAX_SERIES + " series can be named.");
        }
    }

    /** The first rows in the question's order. */
    public static Portion first(int maxRows) {
        return new Portion(true, true, maxRows, Optional.empty());
    }

    /** Rows in no order. */
    public static Portion any(int maxRows) {
        return new Portion(false, false, maxRows, Optional.empty());
    }

    /** The same without the rows that {@code having} drops. */
    public Portion withHaving() {
        return new Portion(ordered, true, maxRows, series);
    }

    /** The same of these series only. */
    public Portion of(List<Series> some) {
        return new Portion(ordered, having, maxRows, Optional.of(some));
    }
}
