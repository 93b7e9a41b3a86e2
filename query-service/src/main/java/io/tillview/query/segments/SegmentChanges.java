package io.tillview.query.segments;

import static java.util.Objects.requireNonNull;

import io.tillview.query.Interval;
import io.tillview.query.catalog.Datasource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What changed of what a Broker serves.
 *
 * @param epoch which life of the Broker this is of
 * @param position how many changes it had counted by then
 * @param whole whether this is everything, not what changed
 * @param stretches where something changed, and what is served there now; what lies elsewhere is as it was, or, where this is
 *     everything, there is nothing
 */
public record SegmentChanges(String epoch, long position, boolean whole, List<Stretch> stretches) {
    /**
     * Copies the list.
     *
     * @throws NullPointerException if one is null
     */
    public SegmentChanges {
        requireNonNull(epoch, "epoch");
        stretches = List.copyOf(stretches);
    }

    /**
     * All that is served of one datasource in one stretch of time.
     *
     * @param datasource which datasource
     * @param interval half-open; not empty
     * @param chunks what is served, in order, each within the stretch, none overlapping another
     */
    public record Stretch(Datasource datasource, Interval interval, List<Chunk> chunks) {
        /**
         * Copies the list.
         *
         * @throws NullPointerException if one is null
         * @throws IllegalArgumentException if the chunks don't follow one another within the stretch
         */
        public Stretch {
            requireNonNull(datasource, "datasource");
            chunks = List.copyOf(chunks);
            Instant end = interval.from();
            for (Chunk chunk : chunks) {
                if (chunk.served().isEmpty() || chunk.served().from().isBefore(end)) {
                    throw new IllegalArgumentException("Chunks don't follow one another.");
                }
                end = chunk.served().to();
            }
            if (interval.isEmpty() || end.isAfter(interval.to())) {
                throw new IllegalArgumentException("Chunks lie beyond their stretch.");
            }
        }
    }

    /**
     * A part of a stretch, all of it served by the same segments.
     *
     * @param served from when to when they are what is served; half-open, not empty
     * @param whole the time that they were made for, of which others may hide a part
     * @param version which making of that time they are
     * @param segments the segments
     */
    public record Chunk(Interval served, Interval whole, String version, List<Segment> segments) {
        /**
         * Copies the list.
         *
         * @throws NullPointerException if one is null
         */
        public Chunk {
            requireNonNull(served, "served");
            requireNonNull(whole, "whole");
            requireNonNull(version, "version");
            segments = List.copyOf(segments);
        }
    }

    /**
     * One segment.
     *
     * @param partition tells it from the others of its time and version
     * @param growing whether rows are still being added
     * @param range which merchants it may hold rows of; empty for any
     */
    public record Segment(int partition, boolean growing, Optional<Range> range) {
        /** @throws NullPointerException if {@code range} is null */
        public Segment {
            requireNonNull(range, "range");
        }
    }

    /**
     * Merchants by their ids, in the order of Java's strings, which is Druid's.
     *
     * @param start the first; empty if nothing is below
     * @param end the last; empty if nothing is above
     * @param endExclusive whether {@code end} itself is not among them
     */
    public record Range(Optional<String> start, Optional<String> end, boolean endExclusive) {
        /** @throws NullPointerException if one is null */
        public Range {
            requireNonNull(start, "start");
            requireNonNull(end, "end");
        }
    }
}
