package io.tillview.query;

import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One analytical question about one shop. It says nothing about whose shop: that is the scope's business, and a
 * question can't be widened by what is in it.
 *
 * <p>Names of measures and dimensions are those of the catalog; whether they exist is not checked here.
 *
 * @param measures what is counted or summed; at least one, each once, in the order of the answer's columns
 * @param dimension what the answer is broken down by, if by anything
 * @param timeRange which time
 * @param grain how time is cut into rows
 * @param timeZone where days begin; an IANA zone
 * @param filters all of them must hold; empty for none
 * @param orderBy the most significant first; empty for time, then dimension
 * @param limit the most rows that are answered, 1 to {@link #MAX_LIMIT}
 */
public record MerchantQuery(
        List<String> measures,
        Optional<String> dimension,
        TimeRange timeRange,
        Grain grain,
        ZoneId timeZone,
        List<Filter> filters,
        List<OrderBy> orderBy,
        int limit) {

    /** The limit of a question that names none. */
    public static final int DEFAULT_LIMIT = 1_000;

    /** The most rows of one answer. */
    public static final int MAX_LIMIT = 10_000;

    /**
     * Copies the lists.
     *
     * @throws NullPointerException if anything is null
     * @throws IllegalArgumentException if there is no measure, one stands twice, or the limit is out of bounds
     */
    public MerchantQuery {
        measures = List.copyOf(measures);
        Objects.requireNonNull(dimension, "dimension");
        Objects.requireNonNull(timeRange, "timeRange");
        Objects.requireNonNull(grain, "grain");
        Objects.requireNonNull(timeZone, "timeZone");
        filters = List.copyOf(filters);
        orderBy = List.copyOf(orderBy);
        if (measures.isEmpty() || new HashSet<>(measures).size() != measures.size()) {
            throw new IllegalArgumentException("A question has at least one measure, and each of them once.");
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("The limit is 1 to " + MAX_LIMIT + ".");
        }
    }
}
