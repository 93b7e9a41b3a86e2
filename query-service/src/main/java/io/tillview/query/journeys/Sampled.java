package io.tillview.query.journeys;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Says that an answer is an estimate from some of the visitors, in the shape it has as JSON.
 *
 * @param share the probability with which a visitor was in
 * @param relativeError how far the number of visitors at the first step, or in all cohorts, may be off in 5 of 100 cases: see
 *     {@link VisitorSample#relativeError}; null without visitors
 */
public record Sampled(double share, @JsonInclude(JsonInclude.Include.ALWAYS) Double relativeError) {

    /** What there is to say of a sample. */
    static Sampled of(VisitorSample sample, long visitors) {
        return sample.isAll() ? null : new Sampled(sample.share(), error(sample, visitors));
    }

    /** As JSON has it. */
    static Double error(VisitorSample sample, long visitors) {
        var error = sample.relativeError(visitors);
        return error.isPresent() ? (Double) error.getAsDouble() : null;
    }
}
