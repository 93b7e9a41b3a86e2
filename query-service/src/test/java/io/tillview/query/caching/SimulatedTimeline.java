package io.tillview.query.caching;

import io.tillview.query.Interval;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.segments.Fingerprint;
import io.tillview.query.segments.ServedSegments;
import io.tillview.query.segments.Standing;
import io.tillview.tenancy.MerchantScope;
import io.tillview.tenancy.OneMerchant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is served at one moment: hours with segments, each with its events. Immutable.
 *
 * @param life which life of the Broker it is
 * @param position how many changes it has counted
 * @param events how many events have come in so far
 * @param hours the segments of each hour
 * @param changedAt the position at which each hour was changed last
 */
record SimulatedTimeline(int life, long position, long events, List<List<Segment>> hours, List<Long> changedAt)
        implements ServedSegments {
    static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");
    static final int HOURS = 48;
    private static final long HOUR_MILLIS = 3_600_000;

    /** An event. */
    record Event(long millis, int merchant, String channel, boolean order, long minor, int visitor) {}

    /**
     * A segment.
     *
     * @param version which version of its hour
     * @param partition which of that
     * @param from the first merchant that can be in it
     * @param until the first merchant after these
     * @param growing whether events are still being added
     * @param served whether it is served
     * @param rows its events
     */
    record Segment(int version, int partition, int from, int until, boolean growing, boolean served, List<Event> rows) {
        Segment with(List<Event> others) {
            return new Segment(version, partition, from, until, growing, served, others);
        }

        Segment handedOff() {
            return new Segment(version, partition, from, until, false, served, rows);
        }

        Segment served(boolean isServed) {
            return new Segment(version, partition, from, until, growing, isServed, rows);
        }

        boolean mayHold(int merchant) {
            return from <= merchant && merchant < until;
        }
    }

    @Override
    public String epoch() {
        return "life " + life;
    }

    @Override
    public Standing standing(Datasource datasource, MerchantScope scope, Interval interval) {
        int merchant = merchant(scope);
        long high = 17;
        long low = 31;
        long changed = 0;
        List<Interval> open = new ArrayList<>();
        for (int hour = first(interval); hour <= last(interval); hour++) {
            changed = Math.max(changed, changedAt.get(hour));
            boolean grows = false;
            for (Segment segment : hours.get(hour)) {
                if (segment.served() && segment.mayHold(merchant)) {
                    long id = ((hour * 1_000L + segment.version()) * 1_000L + segment.partition()) * 2
                            + (segment.growing() ? 1 : 0);
                    high = mixed(high + id);
                    low = mixed(low ^ Long.rotateLeft(id, 32));
                    grows |= segment.growing();
                }
            }
            if (grows) {
                add(open, clipped(hour, interval));
            }
        }
        return new Standing(new Fingerprint(high, low), open, changed);
    }

    static int merchant(MerchantScope scope) {
        return Integer.parseInt(((OneMerchant) scope).merchant().value());
    }

    static int first(Interval interval) {
        return (int) ((interval.from().toEpochMilli() - BEGIN.toEpochMilli()) / HOUR_MILLIS);
    }

    static int last(Interval interval) {
        return (int) ((interval.to().toEpochMilli() - BEGIN.toEpochMilli() - 1) / HOUR_MILLIS);
    }

    static Instant at(int hour) {
        return BEGIN.plusMillis(hour * HOUR_MILLIS);
    }

    /** The same with other segments in an hour: a change that the Broker counts. */
    SimulatedTimeline with(int hour, List<Segment> segments) {
        List<Long> changes = new ArrayList<>(changedAt);
        changes.set(hour, position + 1);
        return new SimulatedTimeline(life, position + 1, events, replaced(hour, segments), changes);
    }

    /** The same with one more event in a segment that grows: no change that anyone counts. */
    SimulatedTimeline grown(int hour, List<Segment> segments) {
        return new SimulatedTimeline(life, position, events + 1, replaced(hour, segments), changedAt);
    }

    /** The same with one more event that is in no segment yet but is about to be. */
    SimulatedTimeline counting() {
        return new SimulatedTimeline(life, position, events + 1, hours, changedAt);
    }

    /** The same after the Broker was started anew. */
    SimulatedTimeline restarted() {
        List<Long> changes = new ArrayList<>();
        hours.forEach(hour -> changes.add(1L));
        return new SimulatedTimeline(life + 1, 1, events, hours, changes);
    }

    private List<List<Segment>> replaced(int hour, List<Segment> segments) {
        List<List<Segment>> all = new ArrayList<>(hours);
        all.set(hour, segments);
        return all;
    }

    private static Interval clipped(int hour, Interval interval) {
        Instant from = at(hour);
        Instant to = at(hour + 1);
        return new Interval(
                from.isBefore(interval.from()) ? interval.from() : from,
                to.isAfter(interval.to()) ? interval.to() : to);
    }

    private static void add(List<Interval> open, Interval next) {
        Interval before = open.isEmpty() ? null : open.get(open.size() - 1);
        if (before != null && before.to().equals(next.from())) {
            open.set(open.size() - 1, new Interval(before.from(), next.to()));
        } else {
            open.add(next);
        }
    }

    private static long mixed(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
