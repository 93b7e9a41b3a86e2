package io.tillview.query.freshness;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What is proved about the topic: by partition, pairs of a time and an offset of which every record appended up to that time
 * lies before that offset. A pair stays true for ever, so it needs no partner from the same moment.
 *
 * <p>Where the topic ends is such a pair, with the time before it was asked; between two pairs, Kafka can be asked for the
 * first record since a time. Bounded: when there are too many, every second one of the older half is forgotten.
 *
 * <p>Safe for use by many threads.
 */
final class TopicMarks {
    /** How far the clocks here and at Kafka's brokers may disagree, and an acknowledged record's replication may take. */
    static final Duration TOLERANCE = Duration.ofSeconds(1);

    /** How closely a time is found between two marks. */
    static final Duration PRECISION = Duration.ofSeconds(2);

    /** How far back is asked: a day more than the topic keeps. */
    static final Duration FURTHEST = Duration.ofDays(8);

    static final int MOST = 512;

    private final Map<Integer, NavigableMap<Instant, Long>> marks = new HashMap<>();
    private Map<Integer, Long> ends = Map.of();
    private Instant lastAsked = Instant.MIN;
    private boolean reachable;

    /** Kafka has told where the topic ends, having been asked no earlier than at this time. */
    synchronized void ended(Instant asked, Map<Integer, Long> found) {
        if (asked.isBefore(lastAsked)) {
            // Our clock was set back: what it said before can't be compared.
            marks.clear();
        }
        found.forEach((partition, end) -> {
            if (end < ends.getOrDefault(partition, 0L)) {
                marks.remove(partition);
            }
            add(partition, asked.minus(TOLERANCE), end);
        });
        ends = Map.copyOf(found);
        lastAsked = asked;
        reachable = true;
    }

    /** Kafka has told which record was the first since a time; a partition without one has only older ones. */
    synchronized void began(Map<Integer, Instant> since, Map<Integer, Long> first) {
        since.forEach((partition, time) ->
                add(partition, time.minus(TOLERANCE), first.getOrDefault(partition, Long.MAX_VALUE)));
    }

    /** Kafka doesn't answer. What is proved stays proved. */
    synchronized void unreachable() {
        reachable = false;
    }

    synchronized boolean isReachable() {
        return reachable;
    }

    /**
     * What is proved of offsets.
     *
     * @param time up to which every record of the partitions that are known lies before them; empty if none is proved
     * @param known how many partitions are known
     * @param all whether all of them are
     */
    record Reach(Optional<Instant> time, int known, boolean all) {}

    /**
     * The latest time up to which every record lies before these offsets.
     *
     * @param positions offsets by partition; a partition that never had a record needs none
     */
    synchronized Reach reachedBy(Map<Integer, Long> positions) {
        int known = 0;
        Optional<Instant> least = Optional.empty();
        for (int partition : ends.keySet()) {
            if (position(partition, positions).isEmpty()) {
                continue;
            }
            Optional<Instant> reached = reached(partition, positions);
            least = known == 0 ? reached : Freshness.earlier(least, reached);
            known++;
        }
        return new Reach(least, known, known == ends.size());
    }

    /** Whether one of these offsets lies where the topic hasn't been yet. */
    synchronized boolean isBeyondEnd(Map<Integer, Long> offsets) {
        return offsets.entrySet().stream().anyMatch(entry -> entry.getValue() > ends.getOrDefault(entry.getKey(), 0L));
    }

    /** How many records lie after these offsets; empty if one of them is missing. */
    synchronized OptionalLong behind(Map<Integer, Long> positions) {
        long records = 0;
        for (Map.Entry<Integer, Long> end : ends.entrySet()) {
            OptionalLong position = position(end.getKey(), positions);
            if (position.isEmpty()) {
                return position;
            }
            records += Math.max(0, end.getValue() - position.getAsLong());
        }
        return ends.isEmpty() ? OptionalLong.empty() : OptionalLong.of(records);
    }

    /** What to ask Kafka in order to know more closely when these offsets' records came; empty when it is known. */
    synchronized Map<Integer, Instant> questions(Map<Integer, Long> positions) {
        Map<Integer, Instant> questions = new HashMap<>();
        for (int partition : ends.keySet()) {
            NavigableMap<Instant, Long> known = marks.get(partition);
            if (position(partition, positions).isEmpty()) {
                continue;
            }
            Optional<Instant> reached = reached(partition, positions);
            Instant low = reached.orElseGet(() -> lastAsked.minus(FURTHEST));
            Instant high = reached.isEmpty() ? known.firstKey() : known.higherKey(low);
            if (high != null && Duration.between(low, high).compareTo(PRECISION) > 0) {
                Duration half = Duration.between(low, high).dividedBy(2);
                questions.put(partition, low.plus(half).plus(TOLERANCE));
            }
        }
        return questions;
    }

    private Optional<Instant> reached(int partition, Map<Integer, Long> positions) {
        OptionalLong position = position(partition, positions);
        if (position.isEmpty()) {
            return Optional.empty();
        }
        return marks.get(partition).descendingMap().entrySet().stream()
                .filter(mark -> mark.getValue() <= position.getAsLong())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private OptionalLong position(int partition, Map<Integer, Long> positions) {
        Long position = positions.get(partition);
        if (position != null) {
            return OptionalLong.of(position);
        }
        return ends.get(partition) == 0 ? OptionalLong.of(0) : OptionalLong.empty();
    }

    private void add(int partition, Instant time, long offset) {
        NavigableMap<Instant, Long> known = marks.computeIfAbsent(partition, key -> new TreeMap<>());
        known.merge(time, offset, Math::max);
        if (known.size() > MOST) {
            int[] place = {0};
            known.keySet().removeIf(key -> place[0]++ < MOST / 2 && place[0] % 2 == 0);
        }
    }

    synchronized int count() {
        return marks.values().stream().mapToInt(Map::size).sum();
    }
}
