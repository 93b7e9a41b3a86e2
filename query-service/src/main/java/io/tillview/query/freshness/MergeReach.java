package io.tillview.query.freshness;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Up to when the late events are in one datasource: the latest time that was proved of the offsets which are merged. It goes on
 * with them, and while nothing comes; it is given up when they go back. Not safe for use by several threads.
 */
final class MergeReach {
    private final TopicMarks topic;
    private Map<Integer, Long> merged = Map.of();
    private Optional<Instant> through = Optional.empty();

    MergeReach(TopicMarks topic) {
        this.topic = topic;
    }

    /** These offsets are merged, as was said before the topic was last asked where it ends. */
    void heard(Map<Integer, Long> offsets) {
        // Offsets that nobody has reached are those of a topic that was there before.
        Map<Integer, Long> now = topic.isBeyondEnd(offsets) ? Map.of() : Map.copyOf(offsets);
        if (merged.entrySet().stream().anyMatch(before -> now.getOrDefault(before.getKey(), -1L) < before.getValue())) {
            through = Optional.empty();
        }
        merged = now;
        TopicMarks.Reach reach = topic.reachedBy(merged);
        // A time that was proved stays so for the same or later offsets, though the mark that proved it may be
        // forgotten.
        if (reach.all() && reach.time().filter(this::isLater).isPresent()) {
            through = reach.time();
        }
    }

    private boolean isLater(Instant time) {
        return through.isEmpty() || time.isAfter(through.get());
    }

    Map<Integer, Long> merged() {
        return merged;
    }

    /** Every late event that arrived up to this time is in; empty when no such time is known. */
    Optional<Instant> through() {
        return through;
    }
}
