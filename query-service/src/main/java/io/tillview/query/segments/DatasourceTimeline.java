package io.tillview.query.segments;

import io.tillview.query.segments.SegmentChanges.Chunk;
import io.tillview.query.segments.SegmentChanges.Stretch;
import io.tillview.tenancy.MerchantScope;
import io.tillview.tenancy.OneMerchant;
import java.util.Arrays;
import java.util.Optional;

/**
 * What is served of one datasource. Immutable; what a change leaves as it was is shared with what was before.
 *
 * <p>Parts of the time in order, none overlapping another; two that touch are of different segments.
 */
final class DatasourceTimeline {
    private final long[] begins;
    private final long[] ends;
    private final SegmentSet[] sets;
    private final ChangeTimes changes;

    private DatasourceTimeline(long[] begins, long[] ends, SegmentSet[] sets, ChangeTimes changes) {
        this.begins = begins;
        this.ends = ends;
        this.sets = sets;
        this.changes = changes;
    }

    /** Nothing, ever since a position. */
    static DatasourceTimeline empty(long position) {
        return new DatasourceTimeline(new long[0], new long[0], new SegmentSet[0], ChangeTimes.at(position));
    }

    /** With a stretch that changed. */
    DatasourceTimeline with(Stretch stretch, long position) {
        long from = stretch.interval().from().toEpochMilli();
        long to = stretch.interval().to().toEpochMilli();
        Parts parts = new Parts(begins.length + stretch.chunks().size() + 2);
        int before = firstEndingAfter(from);
        parts.copy(this, 0, before);
        if (before < begins.length && begins[before] < from) {
            parts.append(begins[before], from, sets[before]);
        }
        for (Chunk chunk : stretch.chunks()) {
            parts.append(
                    chunk.served().from().toEpochMilli(),
                    chunk.served().to().toEpochMilli(),
                    SegmentSet.of(stretch.datasource(), chunk));
        }
        int after = firstEndingAfter(to);
        if (after < begins.length) {
            parts.append(Math.max(begins[after], to), ends[after], sets[after]);
            parts.copy(this, after + 1, begins.length);
        }
        return parts.timeline(changes.with(from, to, position));
    }

    /** What is served of a scope's rows; times in milliseconds since 1970. */
    Standing standing(MerchantScope scope, long from, long to) {
        SegmentTally tally = new SegmentTally();
        Optional<SoughtMerchant> merchant = scope instanceof OneMerchant one
                ? Optional.of(new SoughtMerchant(one.merchant().value()))
                : Optional.empty();
        for (int i = firstEndingAfter(from); i < begins.length && begins[i] < to; i++) {
            tally.next(sets[i], Math.max(begins[i], from), Math.min(ends[i], to));
            if (merchant.isPresent()) {
                sets[i].addOf(merchant.get(), tally);
            } else {
                sets[i].addAll(tally);
            }
        }
        return tally.standing(changes.latest(from, to));
    }

    private int firstEndingAfter(long time) {
        int found = Arrays.binarySearch(ends, time);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** Puts one together. */
    private static final class Parts {
        private final long[] begins;
        private final long[] ends;
        private final SegmentSet[] sets;
        private int count;

        Parts(int most) {
            begins = new long[most];
            ends = new long[most];
            sets = new SegmentSet[most];
        }

        void copy(DatasourceTimeline from, int first, int end) {
            System.arraycopy(from.begins, first, begins, count, end - first);
            System.arraycopy(from.ends, first, ends, count, end - first);
            System.arraycopy(from.sets, first, sets, count, end - first);
            count += end - first;
        }

        void append(long begin, long end, SegmentSet set) {
            if (count > 0 && ends[count - 1] == begin && sets[count - 1].isSame(set)) {
                ends[count - 1] = end;
            } else {
                begins[count] = begin;
                ends[count] = end;
                sets[count] = set;
                count++;
            }
        }

        DatasourceTimeline timeline(ChangeTimes changes) {
            return new DatasourceTimeline(
                    Arrays.copyOf(begins, count), Arrays.copyOf(ends, count), Arrays.copyOf(sets, count), changes);
        }
    }
}
