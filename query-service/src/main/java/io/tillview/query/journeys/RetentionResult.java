package io.tillview.query.journeys;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillview.query.QueryResult.Meta;
import io.tillview.query.QueryResult.Warning;
import java.util.List;

/**
 * The answer to a {@link RetentionQuery}, in the shape it has as JSON.
 *
 * @param cohorts in the order of time; those without a visitor are left out
 * @param overall all cohorts together, by period: of those cohorts only for which the period is complete
 * @param sampled null unless the numbers are estimates
 * @param warnings what the caller should know before believing the numbers
 * @param meta where the answer comes from
 */
public record RetentionResult(
        List<Cohort> cohorts, List<Overall> overall, Sampled sampled, List<Warning> warnings, Meta meta) {

    /**
     * Copies the lists.
     *
     * @throws NullPointerException if anything but {@code sampled} is null
     */
    public RetentionResult {
        cohorts = List.copyOf(cohorts);
        overall = List.copyOf(overall);
        warnings = List.copyOf(warnings);
        requireNonNull(meta, "meta");
    }

    /**
     * The visitors who entered in one day, week or month.
     *
     * @param time its beginning, ISO-8601 with the zone's offset then
     * @param visitors how many
     * @param relativeError how far that may be off in 5 of 100 cases; only of a sample
     * @param periods from period 0; those that begin after the interval's end are left out
     */
    public record Cohort(
            String time,
            long visitors,
            @JsonInclude(JsonInclude.Include.NON_NULL) Double relativeError,
            List<Period> periods) {
        /** Copies the periods. */
        public Cohort {
            periods = List.copyOf(periods);
        }
    }

    /**
     * Who of a cohort came back in one period.
     *
     * @param period 0 for the cohort's own
     * @param visitors how many
     * @param share which share of the cohort
     * @param complete whether the period is over: it ends within the interval, and all that arrived for it is in. Else more may come
     */
    public record Period(int period, long visitors, double share, boolean complete) {}

    /**
     * Who of all came back in one period.
     *
     * @param period 0 for the cohorts' own
     * @param cohortVisitors how many visitors the cohorts have for which the period is complete
     * @param visitors how many of them came back
     * @param share which share that is; null without such cohorts
     */
    public record Overall(int period, long cohortVisitors, long visitors, Double share) {}
}
