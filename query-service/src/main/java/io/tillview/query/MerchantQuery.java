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
 * @param rows which of the rows are answered, and in which order
 * @param extras what is wanted besides
 */
public record MerchantQuery(
        List<String> measures,
        List<String> dimensions,
        TimeRange timeRange,
        Grain grain,
        ZoneId timeZone,
        List<Filter> filters,
        RowSelection rows,
        Extras extras) {

    /** The most dimensions of one question. */
    public static final int MAX_DIMENSIONS = 8;

    /**
     * Copies the lists.
     *
     * @throws NullPointerException if anything is null
     * @throws IllegalArgumentException if there is no measure, one stands twice, a dimension stands
     *     twice, or there are too many of them
     */
    public MerchantQuery {
        measures = List.copyOf(measures);
        dimensions = List.copyOf(dimensions);
        Objects.requireNonNull(timeRange, "timeRange");
        Objects.requireNonNull(grain, "grain");
        Objects.requireNonNull(timeZone, "timeZone");
        filters = List.copyOf(filters);
        Objects.requireNonNull(rows, "rows");
        Objects.requireNonNull(extras, "extras");
        if (measures.isEmpty() || new HashSet<>(measures).size() != measures.size()) {
            throw new IllegalArgumentException("A question has at least one measure, and each of them once.");
        }
        if (dimensions.size() > MAX_DIMENSIONS || new HashSet<>(dimensions).size() != dimensions.size()) {
            throw new IllegalArgumentException(
                    "A question has at most " + MAX_DIMENSIONS + " dimensions, and each of them once.");
        }
    }

    /** Measures over some time in UTC, and nothing else: where {@code by}, {@code per} and the others begin. */
    public static MerchantQuery of(List<String> measures, TimeRange timeRange) {
        return new MerchantQuery(
                measures,
                List.of(),
                timeRange,
                Grain.NONE,
                ZoneId.of("UTC"),
                List.of(),
                RowSelection.DEFAULT,
                Extras.NONE);
    }

    /** The same about these measures. */
    public MerchantQuery measuring(List<String> others) {
        return new MerchantQuery(others, dimensions, timeRange, grain, timeZone, filters, rows, extras);
    }

    /** The same by these dimensions. */
    public MerchantQuery by(List<String> others) {
        return new MerchantQuery(measures, others, timeRange, grain, timeZone, filters, rows, extras);
    }

    /** The same by time. */
    public MerchantQuery per(Grain other, ZoneId zone) {
        return new MerchantQuery(measures, dimensions, timeRange, other, zone, filters, rows, extras);
    }

    /** The same with these filters. */
    public MerchantQuery where(List<Filter> others) {
        return new MerchantQuery(measures, dimensions, timeRange, grain, timeZone, others, rows, extras);
    }

    /** The same with other rows. */
    public MerchantQuery selecting(RowSelection others) {
        return new MerchantQuery(measures, dimensions, timeRange, grain, timeZone, filters, others, extras);
    }

    /** The same with something else besides. */
    public MerchantQuery with(Extras others) {
        return new MerchantQuery(measures, dimensions, timeRange, grain, timeZone, filters, rows, others);
    }

    /** The same question about everything at once: not by time, not by dimension. */
    public MerchantQuery inOneRow() {
        return by(List.of())
                .per(Grain.NONE, timeZone)
                .selecting(RowSelection.DEFAULT)
                .with(Extras.NONE);
    }

    /** Whether there is one row, whatever happened: neither time nor a dimension tells rows apart. */
    public boolean isOneRow() {
        return grain == Grain.NONE && dimensions.isEmpty();
    }
}
