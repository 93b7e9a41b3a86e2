package io.tillview.query.segments;

import io.tillview.query.catalog.Datasource;
import io.tillview.query.segments.SegmentChanges.Chunk;
import io.tillview.query.segments.SegmentChanges.Range;
import io.tillview.query.segments.SegmentChanges.Segment;
import java.util.Comparator;
import java.util.List;

/**
 * The segments that together serve a part of one datasource's time. Immutable.
 *
 * <p>Those that may hold any merchant's rows come first, then the others by the first of their merchants, so that a merchant's are
 * found by halving.
 */
final class SegmentSet {
    /** No merchant's id is before it. */
    private static final String LOWEST = "";

    private final long from;
    private final long to;
    private final String version;
    private final List<Segment> segments;
    private final SegmentDigest[] digests;
    private final int unranged;
    private final String[] starts;
    /** The farthest end of the ranges up to here, so that it is known where to stop looking; null for none. */
    private final String[] farthest;

    private SegmentSet(Datasource datasource, Chunk chunk) {
        this.from = chunk.whole().from().toEpochMilli();
        this.to = chunk.whole().to().toEpochMilli();
        this.version = chunk.version();
        this.segments = chunk.segments().stream()
                .sorted(Comparator.comparing(
                                (Segment segment) -> segment.range().isPresent())
                        .thenComparing(SegmentSet::start)
                        .thenComparing(Segment::partition))
                .toList();
        this.digests = segments.stream()
                .map(segment -> SegmentDigest.of(datasource, chunk, segment))
                .toArray(SegmentDigest[]::new);
        this.unranged = (int)
                segments.stream().filter(segment -> segment.range().isEmpty()).count();
        this.starts = segments.stream().map(SegmentSet::start).toArray(String[]::new);
        this.farthest = farthest(segments, unranged);
    }

    static SegmentSet of(Datasource datasource, Chunk chunk) {
        return new SegmentSet(datasource, chunk);
    }

    private static String start(Segment segment) {
        return segment.range().flatMap(Range::start).orElse(LOWEST);
    }

    private static String[] farthest(List<Segment> segments, int unranged) {
        String[] farthest = new String[segments.size()];
        String last = LOWEST;
        for (int i = unranged; i < farthest.length; i++) {
            String end = segments.get(i).range().flatMap(Range::end).orElse(null);
            if (last != null && (end == null || end.compareTo(last) > 0)) {
                last = end;
            }
            farthest[i] = last;
        }
        return farthest;
    }

    /** Adds up all of them. */
    void addAll(SegmentTally tally) {
        for (int i = 0; i < digests.length; i++) {
            tally.add(digests[i], segments.get(i).growing());
        }
    }

    /** Adds up those that may hold a merchant's rows. */
    void addOf(String merchant, SegmentTally tally) {
        for (int i = 0; i < unranged; i++) {
            tally.add(digests[i], segments.get(i).growing());
        }
        int i = lastStartingUpTo(merchant);
        while (i >= unranged && (farthest[i] == null || farthest[i].compareTo(merchant) >= 0)) {
            Segment segment = segments.get(i);
            if (mayHold(segment, merchant)) {
                tally.add(digests[i], segment.growing());
            }
            i--;
        }
    }

    private static boolean mayHold(Segment segment, String merchant) {
        Range range = segment.range().orElseThrow();
        if (range.end().isEmpty()) {
            return true;
        }
        int beyond = merchant.compareTo(range.end().get());
        return range.endExclusive() ? beyond < 0 : beyond <= 0;
    }

    private int lastStartingUpTo(String merchant) {
        int low = unranged;
        int high = starts.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (starts[middle].compareTo(merchant) <= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }

    /** Whether they were made for that stretch of time, in milliseconds since 1970, no more and no less. */
    boolean isMadeFor(long first, long end) {
        return first == from && end == to;
    }

    /** Whether they are the same segments, and the same of them growing. */
    boolean isSame(SegmentSet other) {
        return this == other
                || (from == other.from
                        && to == other.to
                        && version.equals(other.version)
                        && segments.equals(other.segments));
    }
}
