package io.tillview.query.freshness;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/** The topic that is ingested. Called by one thread at a time; every call is bounded in time. */
public interface Topic {

    /**
     * Where it ends now: the offset of the next record, by partition; of every partition it has.
     *
     * @throws IOException if Kafka doesn't say
     */
    Map<Integer, Long> ends() throws IOException;

    /**
     * The first records that were appended then or later.
     *
     * @param since a time by partition
     * @return their offsets; partitions that have no such record are missing
     * @throws IOException if Kafka doesn't say
     */
    Map<Integer, Long> firstSince(Map<Integer, Instant> since) throws IOException;
}
