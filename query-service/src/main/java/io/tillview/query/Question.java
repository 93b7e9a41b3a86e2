package io.tillview.query;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A question that can be answered.
 *
 * @param query the question; every name in it is in the catalog
 * @param interval the time that it is about; not empty
 * @param comparison the time that it is held against; not empty; none where nothing is compared
 * @param fingerprint the same for the same question, and for no other
 * @param pageToken what an earlier answer gave for going on after it
 */
public record Question(
        MerchantQuery query,
        Interval interval,
        Optional<Interval> comparison,
        String fingerprint,
        Optional<String> pageToken) {
    /** @throws NullPointerException if anything is null */
    public Question {
        requireNonNull(query, "query");
        requireNonNull(interval, "interval");
        requireNonNull(comparison, "comparison");
        requireNonNull(fingerprint, "fingerprint");
        requireNonNull(pageToken, "pageToken");
    }

    /** The same about the times that an earlier page was about. */
    public Question about(Interval time, Optional<Interval> heldAgainst) {
        return new Question(query, time, heldAgainst, fingerprint, pageToken);
    }
}
