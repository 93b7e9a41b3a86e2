package io.tillview.query.simulation;

import static java.util.Objects.requireNonNull;

import io.tillview.query.Interval;
import java.time.Instant;

/**
 * Other segments come to be served.
 *
 * @param at when
 * @param hours of which hours
 * @param growing whether rows are being added to them
 */
record SegmentChange(Instant at, Interval hours, boolean growing) {
    SegmentChange {
        requireNonNull(at, "at");
        requireNonNull(hours, "hours");
    }
}
