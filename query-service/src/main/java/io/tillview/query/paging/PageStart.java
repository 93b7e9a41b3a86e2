package io.tillview.query.paging;

import static java.util.Objects.requireNonNull;

import io.tillview.query.Interval;
import java.time.Instant;
import java.util.Optional;

/** Where a page begins. */
public sealed interface PageStart {

    /** With the first row. */
    record First() implements PageStart {}

    /**
     * After the rows of earlier pages.
     *
     * @param offset how many rows those had
     * @param seen their {@link SeenRows#fingerprint()}
     * @param interval the time that they were about
     * @param comparison the time that they were held against
     * @param dataThrough how far the data reached when the page before was answered, if that was known
     */
    record After(
            int offset, String seen, Interval interval, Optional<Interval> comparison, Optional<Instant> dataThrough)
            implements PageStart {
        /** @throws NullPointerException if anything is null */
        public After {
            requireNonNull(seen, "seen");
            requireNonNull(interval, "interval");
            requireNonNull(comparison, "comparison");
            requireNonNull(dataThrough, "dataThrough");
        }
    }

    /**
     * Nowhere: the token can't be used.
     *
     * @param reason why, and what to do; may be shown to the caller
     */
    record Refused(String reason) implements PageStart {
        /** @throws NullPointerException if {@code reason} is null */
        public Refused {
            requireNonNull(reason, "reason");
        }
    }
}
