package io.tillview.query;

import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * One analytical question about one shop. It says nothing about whose shop: that is the scope's business, and a
 * question can't be widened by what is in it.
 *
 * <p>Names of measures and dimensions are those of the catalog; whether they exist is not checked here.
 *
 * @param measures what is counted or summed; at least one, each once, in the order of the answer's columns
 * @param dimensions what the answer is broken down by, each once; at most {@link #MAX_DIMENSIONS}, empty for none
 * @param timeRange which time
 * @param grain how time is cut into rows
 * @param timeZone where days begin; an IANA zone
 * @param filters all of them must hold; empty for none
 * @param orderBy the most significant first; empty for time, then the dimensions
 * @param limit the most rows that are answered, 1 to {@link #MAX_LIMIT}
 * @param totals whether the measures over all rows are wanted, too, whatever the limit
 */
public record MerchantQuery(
        List<String> measures,
        List<String> dimensions,
        TimeRange timeRange,
        Grain grain,
        ZoneId timeZone,
        List<Filter> filters,
        List<OrderBy> orderBy,
        int limit,
        boolean totals) {

    /** The limit of a question that names none. */
    public static final int DEFAULT_LIMIT = 1_000;

    /** The most dimensions of one question. */
    public static final int MAX_DIMENSIONS = 8;

    /** The most rows of one answer. */
    public static final int MAX_LIMIT = 10_000;

    /**
     * Copies the lists.
     *
     * @throws NullPointerException if anything is null
     * @throws IllegalArgumentException if there is no measure, one stands twice, a dimension stands
     *     twice, there are too many of them, or the limit is out of bounds
     */
    public MerchantQuery {
        measures = List.copyOf(measures);
        dimensions = List.copyOf(dimensions);
        Objects.requireNonNull(timeRange, "timeRange");
        Objects.requireNonNull(grain, "grain");
        Objects.requireNonNull(timeZone, "timeZone");
        filters = List.copyOf(filters);
        orderBy = List.copyOf(orderBy);
        if (measures.isEmpty() || new HashSet<>(measures).size() != measures.size()) {
            throw new IllegalArgumentException("A question has at least one measure, and each of them once.");
        }
        if (dimensions.size() > MAX_DIMENSIONS || new HashSet<>(dimensions).size() != dimensions.size()) {
            throw new IllegalArgumentException(
                    "A question has at most " + MAX_DIMENSIONS + " dimensions, and each of them once.");
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("The limit is 1 to " + MAX_LIMIT + ".");
        }
    }

    /** The same question about everything at once: not by time, not by dimension. */
    public MerchantQuery inOneRow() {
        return new MerchantQuery(measures, List.of(), timeRange, Grain.NONE, timeZone, filters, List.of(), 1, false);
    }
}
