package io.tillview.query.request;

import static java.util.Objects.requireNonNull;

import io.tillview.query.Interval;
import io.tillview.query.MerchantQuery;

/**
 * A question that can be answered.
 *
 * @param query the question; every name in it is in the catalog
 * @param interval the time that it is about; not empty
 */
public record Question(MerchantQuery query, Interval interval) {
    /** @throws NullPointerException if one is null */
    public Question {
        requireNonNull(query, "query");
        requireNonNull(interval, "interval");
    }
}
