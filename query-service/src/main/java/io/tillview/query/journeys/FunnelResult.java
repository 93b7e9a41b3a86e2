package io.tillview.query.journeys;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillview.query.QueryResult.Meta;
import io.tillview.query.QueryResult.Page;
import io.tillview.query.QueryResult.Warning;
import java.util.List;

/**
 * The answer to a {@link FunnelQuery}, in the shape it has as JSON.
 *
 * @param steps the whole, by step
 * @param rows by time in its order, by dimension the most visitors first; empty where neither was asked for. Buckets and values that nobody
 *     began in are left out
 * @param page whether there are more values of the dimension than the limit let through
 * @param sampled null unless the numbers are estimates
 * @param warnings what the caller should know before believing the numbers
 * @param meta where the answer comes from
 */
public record FunnelResult(
        List<Step> steps, List<Row> rows, Page page, Sampled sampled, List<Warning> warnings, Meta meta) {

    /**
     * Copies the lists.
     *
     * @throws NullPointerException if anything but {@code sampled} is null
     */
    public FunnelResult {
        steps = List.copyOf(steps);
        rows = List.copyOf(rows);
        requireNonNull(page, "page");
        warnings = List.copyOf(warnings);
        requireNonNull(meta, "meta");
    }

    /**
     * One step.
     *
     * @param eventType the type of its events, as it was asked for
     * @param visitors how many visitors came to it
     * @param conversionFromFirst which share of those at the first step; null where there are none
     * @param conversionFromPrevious which share of those at the step before; null where there are none, and at the first step
     * @param medianSeconds the median time since the step before, to half a millisecond; null at the first step and where nobody came
     * @param relativeError how far {@code visitors} may be off in 5 of 100 cases; only of a sample
     */
    public record Step(
            String eventType,
            long visitors,
            Double conversionFromFirst,
            Double conversionFromPrevious,
            Double medianSeconds,
            @JsonInclude(JsonInclude.Include.NON_NULL) Double relativeError) {}

    /** The attempts that begin in one bucket or with one value. */
    public sealed interface Row {

        /** By step. */
        List<Step> steps();
    }

    /**
     * Those that begin in one bucket of time.
     *
     * @param time its beginning, ISO-8601 with the zone's offset then
     * @param steps by step
     */
    public record TimeRow(String time, List<Step> steps) implements Row {
        /** Copies the steps. */
        public TimeRow {
            steps = List.copyOf(steps);
        }
    }

    /**
     * Those that begin with one value of the dimension.
     *
     * @param value the value; null for events that lack the dimension
     * @param steps by step
     */
    public record ValueRow(String value, List<Step> steps) implements Row {
        /** Copies the steps. */
        public ValueRow {
            steps = List.copyOf(steps);
        }
    }
}
