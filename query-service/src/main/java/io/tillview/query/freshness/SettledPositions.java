package io.tillview.query.freshness;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Offsets that have been reached for a while. A task announces a new segment and fills it at once, and Brokers hear of it a
 * moment later; what is lost counts as lost at once. Not safe for use by several threads.
 */
final class SettledPositions {
    /** How long Brokers may need to hear of a new segment. */
    static final Duration WHILE = Duration.ofSeconds(1);

    private record At(Duration time, Map<Integer, Long> offsets) {}

    private final Deque<At> recent = new ArrayDeque<>();

    void add(Duration now, Map<Integer, Long> offsets) {
        recent.addLast(new At(now, Map.copyOf(offsets)));
        Duration settled = now.minus(WHILE);
        while (recent.size() > 1 && secondTime().compareTo(settled) <= 0) {
            recent.removeFirst();
        }
    }

    /** The least since a while; a partition that has been known for less than that is missing. */
    Map<Integer, Long> offsets() {
        if (recent.isEmpty()
                || recent.getLast()
                                .time()
                                .minus(WHILE)
                                .compareTo(recent.getFirst().time())
                        < 0) {
            return Map.of();
        }
        Map<Integer, Long> least = new HashMap<>(recent.getFirst().offsets());
        for (At later : recent) {
            least.keySet().retainAll(later.offsets().keySet());
            least.replaceAll(
                    (partition, offset) -> Math.min(offset, later.offsets().get(partition)));
        }
        return least;
    }

    private Duration secondTime() {
        var times = recent.iterator();
        times.next();
        return times.next().time();
    }
}
