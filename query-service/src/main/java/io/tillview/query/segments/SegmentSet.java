package io.tillview.query.segments;

import io.tillview.query.catalog.Datasource;
import io.tillview.query.segments.SegmentChanges.Chunk;
import io.tillview.query.segments.SegmentChanges.Range;
import io.tillview.query.segments.SegmentChanges.Segment;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The segments that together serve a part of one datasource's time. Immutable.
 *
 * <p>Those that may hold any merchant's rows come first, then the others by the first of their merchants, so that a merchant's are
 * found by halving. There are thousands of these, and a question goes through many of them: no more is kept than is needed, and what
 * is looked at lies side by side.
 */
final class SegmentSet {
    private final long from;
    private final long to;
    private final int unranged;
    /** Two numbers a segment. */
    private final long[] digests;

    private final MerchantStarts starts;
    /** Which of them grow; nothing if none does. */
    private final boolean[] growing;
    /** Of those with ranges, whose end is not within. */
    private final boolean[] endExclusive;
    /** Of those with ranges; null for no end. Nothing if each ends where the next begins, and the last doesn't end. */
    private final String[] ends;

    private SegmentSet(Datasource datasource, Chunk chunk) {
        this.from = chunk.whole().from().toEpochMilli();
        this.to = chunk.whole().to().toEpochMilli();
        List<Segment> segments = chunk.segments().stream()
                .sorted(Comparator.comparing(
                                (Segment segment) -> segment.range().isPresent())
                        .thenComparing(SegmentSet::start)
                        .thenComparing(Segment::partition))
                .toList();
        this.unranged = (int)
                segments.stream().filter(segment -> segment.range().isEmpty()).count();
        this.digests = new long[2 * segments.size()];
        this.growing = new boolean[segments.stream().anyMatch(Segment::growing) ? segments.size() : 0];
        for (int i = 0; i < segments.size(); i++) {
            SegmentDigest digest = SegmentDigest.of(datasource, chunk, segments.get(i));
            digests[2 * i] = digest.high();
            digests[2 * i + 1] = digest.low();
            if (growing.length > 0) {
                growing[i] = segments.get(i).growing();
            }
        }
        List<Range> ranges =
                segments.stream().flatMap(segment -> segment.range().stream()).toList();
        this.starts = MerchantStarts.of(
                segments.stream().skip(unranged).map(SegmentSet::start).toList());
        this.endExclusive = new boolean[ranges.size()];
        this.ends = new String[isTiled(ranges) ? 0 : ranges.size()];
        for (int i = 0; i < ranges.size(); i++) {
            endExclusive[i] = ranges.get(i).endExclusive();
            if (ends.length > 0) {
                ends[i] = ranges.get(i).end().orElse(null);
            }
        }
    }

    static SegmentSet of(Datasource datasource, Chunk chunk) {
        return new SegmentSet(datasource, chunk);
    }

    private static String start(Segment segment) {
        return segment.range().flatMap(Range::start).orElse(MerchantStarts.LOWEST);
    }

    private static boolean isTiled(List<Range> ranges) {
        for (int i = 0; i < ranges.size(); i++) {
            Optional<String> end = ranges.get(i).end();
            boolean isLast = i == ranges.size() - 1;
            if (end.isPresent() == isLast
                    || (!isLast && !end.equals(ranges.get(i + 1).start()))) {
                return false;
            }
        }
        return true;
    }

    /** Adds up all of them. */
    void addAll(SegmentTally tally) {
        for (int i = 0; i < digests.length / 2; i++) {
            add(i, tally);
        }
    }

    /** Adds up those that may hold a merchant's rows. */
    void addOf(SoughtMerchant merchant, SegmentTally tally) {
        for (int i = 0; i < unranged; i++) {
            add(i, tally);
        }
        int last = starts.lastUpTo(merchant);
        for (int i = 0; ends.length > 0 && i <= last; i++) {
            if (!endsBefore(i, merchant.id())) {
                add(unranged + i, tally);
            }
        }
        if (ends.length == 0 && last >= 0) {
            add(unranged + last, tally);
            // The ranges before end with the merchant, if this begins with it.
            for (int i = last; i > 0 && starts.isAt(i, merchant); i--) {
                if (!endExclusive[i - 1]) {
                    add(unranged + i - 1, tally);
                }
            }
        }
    }

    private boolean endsBefore(int i, String merchant) {
        int beyond = ends[i] == null ? -1 : merchant.compareTo(ends[i]);
        return endExclusive[i] ? beyond >= 0 : beyond > 0;
    }

    private void add(int i, SegmentTally tally) {
        tally.add(digests[2 * i], digests[2 * i + 1], growing.length > 0 && growing[i]);
    }

    /** Whether they were made for that stretch of time, in milliseconds since 1970, no more and no less. */
    boolean isMadeFor(long first, long end) {
        return first == from && end == to;
    }

    /** Whether they are the same segments, and the same of them growing. */
    boolean isSame(SegmentSet other) {
        return this == other || (from == other.from && to == other.to && Arrays.equals(digests, other.digests));
    }
}
