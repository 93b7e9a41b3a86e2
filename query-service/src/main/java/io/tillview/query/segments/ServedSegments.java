package io.tillview.query.segments;

import io.tillview.query.Interval;
import io.tillview.query.catalog.Datasource;
import io.tillview.tenancy.MerchantScope;

/** What one Broker serves, at one moment. Immutable. */
public interface ServedSegments {

    /** Which life of which Broker this is of: another after each start. Positions of two epochs can't be compared. */
    String epoch();

    /** How many changes the Broker had counted by then. */
    long position();

    /**
     * What is served of a scope's rows in a stretch of time.
     *
     * @param datasource which datasource; one that the Broker doesn't know has no segments
     * @param scope whose rows: segments that can't hold any of theirs don't count
     * @param interval half-open; not empty
     */
    Standing standing(Datasource datasource, MerchantScope scope, Interval interval);
}
