package io.tillview.cluster.segments;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.joda.time.Interval;

/**
 * Counts the changes of what a Broker serves, and remembers where the last of them were. A stretch of time that changes again is
 * remembered once. Safe for use by many threads; never waits long.
 */
final class ChangeLog {
    /** How many stretches are remembered: what a hand-off or a compaction touches, many times over. */
    static final int STRETCHES = 10_000;

    /** More at once, and to look each of them up takes longer than to look everything up. */
    private static final int WORTH_TELLING_APART = 500;

    private final String epoch;
    private final int bound;
    private final TreeMap<Long, Stretch> byPosition = new TreeMap<>();
    private final Map<Stretch, Long> positions = new HashMap<>();
    private final Map<String, Interval> extents = new HashMap<>();
    private long position;
    private long forgotten;

    /**
     * @param epoch which life of the Broker this is of
     * @param bound how many stretches are remembered
     */
    ChangeLog(String epoch, int bound) {
        this.epoch = epoch;
        this.bound = bound;
    }

    private record Stretch(String datasource, Interval interval) {}

    /**
     * What changed.
     *
     * @param position how many changes there had been
     * @param whole whether that is everything, not what changed
     * @param stretches where, by datasource, in order, none touching another
     */
    record Changes(long position, boolean whole, Map<String, List<Interval>> stretches) {}

    String epoch() {
        return epoch;
    }

    /** Every datasource that there has ever been a segment of, in this life of the Broker. */
    synchronized Set<String> datasources() {
        return Set.copyOf(extents.keySet());
    }

    /** Counts one more. */
    synchronized void changed(String datasource, Interval interval) {
        position++;
        Stretch stretch = new Stretch(datasource, interval);
        Long before = positions.put(stretch, position);
        if (before != null) {
            byPosition.remove(before);
        }
        byPosition.put(position, stretch);
        if (byPosition.size() > bound) {
            Map.Entry<Long, Stretch> oldest = byPosition.pollFirstEntry();
            positions.remove(oldest.getValue());
            forgotten = oldest.getKey();
        }
        extents.merge(datasource, interval, ChangeLog::hull);
    }

    /** What changed after a position; everything, if that isn't remembered or is of another epoch. */
    synchronized Changes since(String askedEpoch, long since) {
        if (askedEpoch.equals(epoch) && since >= forgotten && since <= position) {
            Map<String, List<Interval>> touched =
                    merged(byPosition.tailMap(since, false).values());
            if (touched.values().stream().mapToInt(List::size).sum() <= WORTH_TELLING_APART) {
                return new Changes(position, false, touched);
            }
        }
        Map<String, List<Interval>> all = new HashMap<>();
        extents.forEach((datasource, extent) -> all.put(datasource, List.of(extent)));
        return new Changes(position, true, all);
    }

    private static Map<String, List<Interval>> merged(Collection<Stretch> touched) {
        Map<String, List<Interval>> merged = new HashMap<>();
        touched.stream()
                .sorted((one, other) -> Long.compare(
                        one.interval().getStartMillis(), other.interval().getStartMillis()))
                .forEach(stretch -> append(
                        merged.computeIfAbsent(stretch.datasource(), none -> new ArrayList<>()), stretch.interval()));
        return merged;
    }

    private static void append(List<Interval> merged, Interval next) {
        int last = merged.size() - 1;
        if (last >= 0 && next.getStartMillis() <= merged.get(last).getEndMillis()) {
            merged.set(last, hull(merged.get(last), next));
        } else {
            merged.add(next);
        }
    }

    private static Interval hull(Interval one, Interval other) {
        return one.withStartMillis(Math.min(one.getStartMillis(), other.getStartMillis()))
                .withEndMillis(Math.max(one.getEndMillis(), other.getEndMillis()));
    }
}
