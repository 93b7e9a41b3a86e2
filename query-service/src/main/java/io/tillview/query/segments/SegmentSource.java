package io.tillview.query.segments;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Where it is known what Brokers serve: they say so themselves. Safe for use by many threads. */
@FunctionalInterface
public interface SegmentSource {

    /**
     * Asks one Broker, and waits for it.
     *
     * @param broker which one
     * @param known what it said the last time; empty if it never said anything
     * @param timeout how long to wait
     * @return what changed since then, or everything
     * @throws IOException if it doesn't say in time, or not what can be read
     */
    SegmentChanges changes(URI broker, Optional<ServedSegments> known, Duration timeout) throws IOException;
}
