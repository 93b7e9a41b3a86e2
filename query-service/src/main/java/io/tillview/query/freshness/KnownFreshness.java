package io.tillview.query.freshness;

import java.util.List;

/** What is known at the moment. Safe for use by many threads; asks nobody and waits for nothing. */
public interface KnownFreshness {

    /** Every datasource that answers merchants. */
    List<Freshness> all();
}
