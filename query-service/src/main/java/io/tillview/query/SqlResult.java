package io.tillview.query;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * The answer to a merchant's own statement, in the shape it has as JSON.
 *
 * @param columns what stands at each position of a row
 * @param rows one list of values a row, by column: a {@link String} for times, dates and texts, a {@link Long} or
 *     {@link Double} for numbers, a {@link Boolean}, null for "no value"
 * @param page whether these are all
 * @param meta where the answer comes from
 */
public record SqlResult(List<Column> columns, List<List<Object>> rows, Page page, Meta meta) {

    /**
     * Copies the lists; rows may hold nulls.
     *
     * @throws NullPointerException if anything but a value of a row is null
     */
    public SqlResult {
        columns = List.copyOf(columns);
        rows = rows.stream()
                .map(row -> Collections.unmodifiableList(new ArrayList<>(row)))
                .toList();
        requireNonNull(page, "page");
        requireNonNull(meta, "meta");
    }

    /**
     * One column.
     *
     * @param name as the statement calls it; {@code column_2} where it gives it no name
     * @param type what its values are
     */
    public record Column(String name, Type type) {
        /** @throws NullPointerException if one is null */
        public Column {
            requireNonNull(name, "name");
            requireNonNull(type, "type");
        }
    }

    /** What the values of a column are. */
    public enum Type {
        /** An instant, ISO-8601 in UTC. */
        TIMESTAMP,
        /** A day, ISO-8601. */
        DATE,
        /** A text. */
        STRING,
        /** A whole number. */
        LONG,
        /** A number with a fraction. */
        DOUBLE,
        /** True or false. */
        BOOLEAN,
        /** Nobody knows: nothing has been ingested yet, and there are no rows. */
        UNKNOWN;

        /** Its name in JSON. */
        @JsonValue
        public String externalName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Whether these are all rows.
     *
     * @param truncated whether there are more rows than {@code maxRows} let through
     */
    public record Page(boolean truncated) {}

    /**
     * Where the answer comes from.
     *
     * @param queryId the same as in the header {@code X-Query-Id}
     * @param dataThrough every event that Kafka had by then is in the answer; null when no such time is known
     * @param dataFrom where the data begins; null when that isn't known
     * @param completeness {@link Completeness#OPEN} unless everything up to the moment of asking is in
     * @param source the datasources that answered
     * @param tookMillis from the statement's arrival to its answer
     */
    public record Meta(
            String queryId,
            Instant dataThrough,
            Instant dataFrom,
            Completeness completeness,
            String source,
            long tookMillis) {
        /** @throws NullPointerException if the id, completeness or source is null */
        public Meta {
            requireNonNull(queryId, "queryId");
            requireNonNull(completeness, "completeness");
            requireNonNull(source, "source");
        }
    }
}
