package io.tillview.query.simulation;

import io.tillview.query.Interval;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.segments.Fingerprint;
import io.tillview.query.segments.ServedSegments;
import io.tillview.query.segments.Standing;
import io.tillview.tenancy.MerchantScope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Hours of segments. Each change of an hour changes it for every merchant, as one does that replaces the whole chunk. Immutable.
 *
 * <p>Fingerprints are sums, of which the first so many are kept: a month's takes as long as an hour's.
 */
final class HourTimeline implements ServedSegments {
    private static final long HOUR_SECONDS = Duration.ofHours(1).toSeconds();

    private final long firstHour;
    private final long position;
    private final boolean[] growing;
    private final long[] changedAt;
    private final long[] highs;
    private final long[] lows;

    private HourTimeline(long firstHour, long position, boolean[] growing, long[] changedAt) {
        this.firstHour = firstHour;
        this.position = position;
        this.growing = growing;
        this.changedAt = changedAt;
        this.highs = new long[growing.length + 1];
        this.lows = new long[growing.length + 1];
        for (int i = 0; i < growing.length; i++) {
            // No hour is changed twice at one position.
            long version = mixed(((firstHour + i) << 32) | changedAt[i]);
            highs[i + 1] = highs[i] + version;
            lows[i + 1] = lows[i] + mixed(~version);
        }
    }

    /** All hours of some time, to none of which anything is added. */
    static HourTimeline closed(Instant from, Instant to) {
        long firstHour = from.getEpochSecond() / HOUR_SECONDS;
        int hours = (int) (to.getEpochSecond() / HOUR_SECONDS - firstHour);
        return new HourTimeline(firstHour, 1, new boolean[hours], new long[hours]);
    }

    /** The same with other segments in some hours. */
    HourTimeline with(SegmentChange change) {
        boolean[] nextGrowing = growing.clone();
        long[] nextChangedAt = changedAt.clone();
        for (int i = first(change.hours()); i <= last(change.hours()); i++) {
            nextGrowing[i] = change.growing();
            nextChangedAt[i] = position + 1;
        }
        return new HourTimeline(firstHour, position + 1, nextGrowing, nextChangedAt);
    }

    @Override
    public String epoch() {
        return "the only one";
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public Standing standing(Datasource datasource, MerchantScope scope, Interval interval) {
        int first = first(interval);
        int end = last(interval) + 1;
        long changed = 0;
        int openFrom = -1;
        List<Interval> open = new ArrayList<>(2);
        for (int i = first; i < end; i++) {
            changed = Math.max(changed, changedAt[i]);
            if (growing[i] && openFrom < 0) {
                openFrom = i;
            }
            if (openFrom >= 0 && (!growing[i] || i + 1 == end)) {
                open.add(within(interval, openFrom, growing[i] ? i + 1 : i));
                openFrom = -1;
            }
        }
        return new Standing(new Fingerprint(highs[end] - highs[first], lows[end] - lows[first]), open, changed);
    }

    private Interval within(Interval interval, int from, int end) {
        Instant begin = Instant.ofEpochSecond((firstHour + from) * HOUR_SECONDS);
        Instant until = Instant.ofEpochSecond((firstHour + end) * HOUR_SECONDS);
        return new Interval(
                begin.isBefore(interval.from()) ? interval.from() : begin,
                until.isAfter(interval.to()) ? interval.to() : until);
    }

    private int first(Interval interval) {
        return (int) (interval.from().getEpochSecond() / HOUR_SECONDS - firstHour);
    }

    private int last(Interval interval) {
        return (int) ((interval.to().getEpochSecond() - 1) / HOUR_SECONDS - firstHour);
    }

    private static long mixed(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
