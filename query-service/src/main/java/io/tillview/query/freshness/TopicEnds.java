package io.tillview.query.freshness;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the topic ended, and when. Bounded: when there are too many, every second one of the older half is forgotten, so
 * that what is ingested after a long standstill still has its time, a little more coarsely.
 */
final class TopicEnds {
    /** How often the Overlord looks, as the specs say; also the most often it can. */
    static final Duration PERIOD = Duration.ofSeconds(5);

    /**
     * How long the Overlord may need to ask Kafka. It notes the time only when it has been answered, so the end it was told
     * is that much older.
     */
    static final Duration TOLERANCE = Duration.ofSeconds(1);

    static final int MOST = 1024;

    private final List<End> ends = new ArrayList<>();
    private Optional<Instant> lastNoted = Optional.empty();

    private record End(Instant time, Map<Integer, Long> offsets) {
        boolean isWithin(Map<Integer, Long> current) {
            return offsets.entrySet().stream()
                    .allMatch(end -> end.getValue() <= current.getOrDefault(end.getKey(), 0L));
        }
    }

    /**
     * Adds an end of the topic.
     *
     * @param noted when the Overlord noted its time, after it had asked
     * @param offsets the end it was told then, or a later one
     */
    void add(Instant noted, Map<Integer, Long> offsets) {
        if (lastNoted.equals(Optional.of(noted))) {
            return;
        }
        // The first one is only the mark that the second is measured by: nobody knows how long ago it was asked for.
        lastNoted
                .filter(before -> before.isBefore(noted))
                .ifPresent(before -> ends.add(new End(askedAfter(before, noted), offsets)));
        lastNoted = Optional.of(noted);
        if (ends.size() > MOST) {
            thinOut();
        }
    }

    /** The latest time whose end is ingested. */
    Optional<Instant> reachedBy(Map<Integer, Long> current) {
        for (int i = ends.size() - 1; i >= 0; i--) {
            if (ends.get(i).isWithin(current)) {
                return Optional.of(ends.get(i).time());
            }
        }
        return Optional.empty();
    }

    int count() {
        return ends.size();
    }

    /**
     * A time before Kafka was asked. The Overlord asks at a fixed rate, one after the other: had it taken longer than usual,
     * its note would be late, and then only the note before is certain.
     */
    private static Instant askedAfter(Instant before, Instant noted) {
        Instant soonBefore = noted.minus(TOLERANCE);
        boolean onTime = !before.plus(PERIOD).isBefore(soonBefore);
        return onTime && soonBefore.isAfter(before) ? soonBefore : before;
    }

    private void thinOut() {
        List<End> kept = new ArrayList<>(ends.size());
        for (int i = 0; i < ends.size(); i++) {
            if (i >= ends.size() / 2 || i % 2 == 0) {
                kept.add(ends.get(i));
            }
        }
        ends.clear();
        ends.addAll(kept);
    }
}
