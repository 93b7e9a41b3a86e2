package io.tillview.query.simulation;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.ZoneId;

/**
 * A dashboard that is open for a while.
 *
 * @param merchant whose, by rank from 0
 * @param zone where its days begin
 * @param from when it is opened
 * @param to when it is closed
 */
record Session(int merchant, ZoneId zone, Instant from, Instant to) {
    Session {
        requireNonNull(zone, "zone");
        requireNonNull(from, "from");
        requireNonNull(to, "to");
    }
}
