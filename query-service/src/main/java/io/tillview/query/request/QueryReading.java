package io.tillview.query.request;

import static java.util.Objects.requireNonNull;

import io.tillview.query.Interval;
import io.tillview.query.MerchantQuery;
import io.tillview.query.Violation;
import java.util.List;

/** What {@link QueryReader} made of a request. */
public sealed interface QueryReading {

    /**
     * A question that can be answered.
     *
     * @param query the question; every name in it is in the catalog
     * @param interval the time that it is about; not empty
     */
    record Understood(MerchantQuery query, Interval interval) implements QueryReading {
        /** @throws NullPointerException if one is null */
        public Understood {
            requireNonNull(query, "query");
            requireNonNull(interval, "interval");
        }
    }

    /**
     * Not JSON at all.
     *
     * @param detail what and where; may be shown to the caller
     */
    record NotJson(String detail) implements QueryReading {
        /** @throws NullPointerException if {@code detail} is null */
        public NotJson {
            requireNonNull(detail, "detail");
        }
    }

    /**
     * JSON, but not a question.
     *
     * @param violations everything that is wrong with it (the first {@value Violations#MAX_REPORTED}); at least one
     */
    record Refused(List<Violation> violations) implements QueryReading {
        /** Copies the list. */
        public Refused {
            violations = List.copyOf(violations);
        }
    }
}
