package io.tillview.query.freshness;

import io.tillview.query.catalog.Datasource;
import java.util.List;

/** What is known at the moment. Safe for use by many threads; asks nobody and waits for nothing. */
public interface KnownFreshness {

    /** Every datasource that answers merchants. */
    List<Freshness> all();

    /** One of them. */
    default Freshness of(Datasource datasource) {
        return all().stream()
                .filter(one -> one.datasource() == datasource)
                .findFirst()
                .orElseGet(() -> Freshness.unknown(datasource));
    }
}
