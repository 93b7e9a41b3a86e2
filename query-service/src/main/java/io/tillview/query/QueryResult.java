package io.tillview.query;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * The answer to a {@link MerchantQuery}, in the shape it has as JSON.
 *
 * @param columns what stands at each position of a row
 * @param rows one list of values a row, by column: a {@link String} for times, texts and money, a {@link Long} or
 *     {@link Double} for numbers, null for "no value"
 * @param comparison the same for another time; null itself unless asked for
 * @param totals one value a column over all rows, null for time and dimensions; null itself unless asked for
 * @param page which part of all rows this is
 * @param warnings what the caller should know before believing the rows
 * @param meta where the answer comes from
 */
public record QueryResult(
        List<Column> columns,
        List<List<Object>> rows,
        @JsonInclude(JsonInclude.Include.NON_NULL) Comparison comparison,
        @JsonInclude(JsonInclude.Include.NON_NULL) List<Object> totals,
        Page page,
        List<Warning> warnings,
        Meta meta) {

    /**
     * Copies the lists; rows may hold nulls.
     *
     * @throws NullPointerException if anything but a value of a row is null
     */
    public QueryResult {
        columns = List.copyOf(columns);
        rows = copy(rows);
        totals = totals == null ? null : Collections.unmodifiableList(new ArrayList<>(totals));
        requireNonNull(page, "page");
        warnings = List.copyOf(warnings);
        requireNonNull(meta, "meta");
    }

    private static List<List<Object>> copy(List<List<Object>> rows) {
        return rows.stream()
                .map(row -> Collections.unmodifiableList(new ArrayList<>(row)))
                .toList();
    }

    /**
     * The answer held against another time, row by row.
     *
     * @param timeRange that other time
     * @param columns {@code time} and {@code comparison_time} where there is a grain, the dimensions, and for each measure
     *     its value then and, as {@code <measure>_change}, how much it has changed since as a share of that
     * @param rows as many as the answer has, in its order
     * @param totals the same over everything; null itself unless totals were asked for
     */
    public record Comparison(
            Range timeRange,
            List<Column> columns,
            List<List<Object>> rows,
            @JsonInclude(JsonInclude.Include.NON_NULL) List<Object> totals) {
        /** Copies the lists; rows may hold nulls. */
        public Comparison {
            requireNonNull(timeRange, "timeRange");
            columns = List.copyOf(columns);
            rows = copy(rows);
            totals = totals == null ? null : Collections.unmodifiableList(new ArrayList<>(totals));
        }
    }

    /**
     * A stretch of time, half-open.
     *
     * @param from its first instant, ISO-8601 with the zone's offset then
     * @param to the first instant after it
     */
    public record Range(String from, String to) {
        /** @throws NullPointerException if one is null */
        public Range {
            requireNonNull(from, "from");
            requireNonNull(to, "to");
        }
    }

    /**
     * One column.
     *
     * @param name {@code time}, the dimension's or the measure's name
     * @param type what its values are
     * @param currency ISO 4217, for money whose currency is known and the same in every row; else null
     * @param approximate true for estimates; else null
     * @param relativeError how far an estimate may be off, as a share of the true value: half the width of the interval
     *     that holds it in 95 of 100 cases; else null
     * @param rankError how far a quantile may be off, as a share of all values: with 0.02 the median lies between the
     *     48th and the 52nd percentile in 99 of 100 cases; else null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Column(
            String name, Type type, String currency, Boolean approximate, Double relativeError, Double rankError) {
        /** @throws NullPointerException if the name or type is null */
        public Column {
            requireNonNull(name, "name");
            requireNonNull(type, "type");
        }
    }

    /** What the values of a column are. */
    public enum Type {
        /** The beginning of a bucket, ISO-8601 with the zone's offset then. */
        TIME,
        /** A text. */
        STRING,
        /** A whole number. */
        LONG,
        /** An amount as a decimal text, in units of the currency, never a floating-point number. */
        MONEY,
        /** A number between others, for example 0.25 for a quarter. */
        RATIO;

        /** Its name in JSON. */
        @JsonValue
        public String externalName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Which part of all rows.
     *
     * @param nextPageToken for the same question again, to get the rows after these; null where none are left to get
     * @param truncated whether there are more rows than these and those of the pages before
     */
    public record Page(String nextPageToken, boolean truncated) {}

    /**
     * Something the caller should know.
     *
     * @param code for programs
     * @param message for people
     */
    public record Warning(String code, String message) {
        /** @throws NullPointerException if one is null */
        public Warning {
            requireNonNull(code, "code");
            requireNonNull(message, "message");
        }
    }

    /**
     * Where the answer comes from.
     *
     * @param queryId the same as in the header {@code X-Query-Id}
     * @param dataThrough every event that Kafka had by then is in the answer; null when no such time is known
     * @param dataFrom where the datasource's data begins; null when that isn't known
     * @param completeness how complete the answer is
     * @param cache what a kept answer had to do with it
     * @param source the datasource that answered
     * @param tookMillis from the question's arrival to its answer
     */
    public record Meta(
            String queryId,
            Instant dataThrough,
            Instant dataFrom,
            Completeness completeness,
            CacheUse cache,
            String source,
            long tookMillis) {
        /** @throws NullPointerException if the id, completeness, cache or source is null */
        public Meta {
            requireNonNull(queryId, "queryId");
            requireNonNull(completeness, "completeness");
            requireNonNull(cache, "cache");
            requireNonNull(source, "source");
        }
    }
}
