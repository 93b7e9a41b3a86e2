package io.tillview.query.segments;

import io.tillview.query.catalog.Datasource;
import io.tillview.query.segments.SegmentChanges.Chunk;
import io.tillview.query.segments.SegmentChanges.Range;
import io.tillview.query.segments.SegmentChanges.Segment;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The segments that together serve a part of one datasource's time. Immutable.
 *
 * <p>Those that may hold any merchant's rows come first, then the others by the first of their merchants, so that a merchant's are
 * found by halving. A question goes through thousands of these, and most of its time would be waiting for memory: what is looked at
 * lies side by side.
 */
final class SegmentSet {
    private final long from;
    private final long to;
    private final String version;
    private final List<Segment> segments;
    private final boolean anyGrowing;
    private final int unranged;
    /** Two numbers a segment. */
    private final long[] digests;

    private final MerchantStarts starts;
    /** Whether each range ends where the next begins, and the last doesn't end. */
    private final boolean tiled;

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
        this.anyGrowing = segments.stream().anyMatch(Segment::growing);
        this.unranged = (int)
                segments.stream().filter(segment -> segment.range().isEmpty()).count();
        this.digests = new long[2 * segments.size()];
        for (int i = 0; i < segments.size(); i++) {
            SegmentDigest digest = SegmentDigest.of(datasource, chunk, segments.get(i));
            digests[2 * i] = digest.high();
            digests[2 * i + 1] = digest.low();
        }
        List<Segment> ranged = segments.subList(unranged, segments.size());
        this.starts = MerchantStarts.of(ranged.stream().map(SegmentSet::start).toList());
        this.tiled = isTiled(ranged);
    }

    static SegmentSet of(Datasource datasource, Chunk chunk) {
        return new SegmentSet(datasource, chunk);
    }

    private static String start(Segment segment) {
        return segment.range().flatMap(Range::start).orElse(MerchantStarts.LOWEST);
    }

    private static boolean isTiled(List<Segment> ranged) {
        for (int i = 0; i < ranged.size(); i++) {
            Optional<String> end = ranged.get(i).range().flatMap(Range::end);
            boolean isLast = i == ranged.size() - 1;
            if (end.isPresent() == isLast
                    || (!isLast && !end.equals(ranged.get(i + 1).range().flatMap(Range::start)))) {
                return false;
            }
        }
        return true;
    }

    /** Adds up all of them. */
    void addAll(SegmentTally tally) {
        for (int i = 0; i < segments.size(); i++) {
            add(i, tally);
        }
    }

    /** Adds up those that may hold a merchant's rows. */
    void addOf(SoughtMerchant merchant, SegmentTally tally) {
        for (int i = 0; i < unranged; i++) {
            add(i, tally);
        }
        int last = starts.lastUpTo(merchant);
        if (!tiled) {
            for (int i = 0; i <= last; i++) {
                addIfMayHold(unranged + i, merchant, tally);
            }
        } else if (last >= 0) {
            add(unranged + last, tally);
            // The ranges before end with the merchant, if this begins with it.
            for (int i = last; i > 0 && starts.isAt(i, merchant); i--) {
                addIfMayHold(unranged + i - 1, merchant, tally);
            }
        }
    }

    private void addIfMayHold(int i, SoughtMerchant merchant, SegmentTally tally) {
        Range range = segments.get(i).range().orElseThrow();
        int beyond = range.end().map(end -> merchant.id().compareTo(end)).orElse(-1);
        if (range.endExclusive() ? beyond < 0 : beyond <= 0) {
            add(i, tally);
        }
    }

    private void add(int i, SegmentTally tally) {
        tally.add(
                digests[2 * i],
                digests[2 * i + 1],
                anyGrowing && segments.get(i).growing());
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
