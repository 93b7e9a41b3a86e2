package io.tillview.query;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.OptionalInt;

/**
 * Which of all rows are answered, and in which order. Applied from top to bottom: series are chosen, gaps filled, rows
 * dropped, ordered, and cut off.
 *
 * @param limitPerTime the most series, the same in every bucket; needs a grain and dimensions; empty for all
 * @param fillGaps whether buckets without events are rows, too; needs a grain
 * @param having all of them must hold for a row
 * @param orderBy the most significant first; empty for time, then the dimensions
 * @param limit the most rows of one page, 1 to {@link #MAX_LIMIT}
 */
public record RowSelection(
        OptionalInt limitPerTime, boolean fillGaps, List<Having> having, List<OrderBy> orderBy, int limit) {
    /** The limit of a question that names none. */
    public static final int DEFAULT_LIMIT = 1_000;

    /** The most rows of one page. */
    public static final int MAX_LIMIT = 10_000;

    /** The most series that can be chosen by {@code limitPerTime}. */
    public static final int MAX_LIMIT_PER_TIME = 100;

    /** Everything in the natural order, to the default limit. */
    public static final RowSelection DEFAULT =
            new RowSelection(OptionalInt.empty(), false, List.of(), List.of(), DEFAULT_LIMIT);

    /**
     * Copies the lists.
     *
     * @throws NullPointerException if anything is null
     * @throws IllegalArgumentException if a limit is out of bounds
     */
    public RowSelection {
        requireNonNull(limitPerTime, "limitPerTime");
        having = List.copyOf(having);
        orderBy = List.copyOf(orderBy);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("The limit is 1 to " + MAX_LIMIT + ".");
        }
        if (limitPerTime.isPresent() && (limitPerTime.getAsInt() < 1 || limitPerTime.getAsInt() > MAX_LIMIT_PER_TIME)) {
            throw new IllegalArgumentException("The limit per time is 1 to " + MAX_LIMIT_PER_TIME + ".");
        }
    }
}
