package io.tillview.query;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The buckets that a range is cut into, in order. The first may begin before the range does: where the grain has it.
 *
 * @param starts where each begins; without a grain the range's own beginning alone
 */
public record Buckets(List<Instant> starts) {
    /** The most buckets that can be listed. */
    public static final int MAX = 100_000;

    /** Copies the list. */
    public Buckets {
        starts = List.copyOf(starts);
    }

    /**
     * Lists them.
     *
     * @param interval a range that isn't empty
     * @param grain how time is cut
     * @param zone where days begin
     * @return empty if there are more than {@link #MAX}
     */
    public static Optional<Buckets> of(Interval interval, Grain grain, ZoneId zone) {
        requireNonNull(interval, "interval");
        List<Instant> starts = new ArrayList<>();
        if (grain == Grain.NONE) {
            return Optional.of(new Buckets(List.of(interval.from())));
        }
        Instant cursor = interval.from();
        while (cursor.isBefore(interval.to())) {
            Instant start = grain.floor(cursor, zone);
            if (starts.isEmpty() || !starts.get(starts.size() - 1).equals(start)) {
                if (starts.size() == MAX) {
                    return Optional.empty();
                }
                starts.add(start);
            }
            cursor = grain.after(cursor, zone);
        }
        return Optional.of(new Buckets(starts));
    }

    /** How many there are. */
    public int count() {
        return starts.size();
    }

    /** At which place the bucket stands that begins at an instant; empty if none does. */
    public OptionalInt position(Instant start) {
        int found = Collections.binarySearch(starts, start);
        return found >= 0 ? OptionalInt.of(found) : OptionalInt.empty();
    }

    /** Where the bucket at a place begins; empty if there is none. */
    public Optional<Instant> at(int position) {
        return position < starts.size() ? Optional.of(starts.get(position)) : Optional.empty();
    }
}
