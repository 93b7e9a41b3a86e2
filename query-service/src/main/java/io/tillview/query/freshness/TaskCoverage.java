package io.tillview.query.freshness;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Up to which offsets the tasks of one supervisor hold, without a gap, what a query finds. What came before the first of the
 * tasks that are listed has been handed off; what a task holds is lost with its process until others have read it again.
 *
 * <p>Not safe for use by several threads.
 */
final class TaskCoverage {
    /**
     * How long a task may be silent. Shorter than Brokers go on asking a process that is gone (its ZooKeeper session, of
     * which 4 s are left at least): their queries fail meanwhile, and only then lack its rows.
     */
    static final Duration LEASE = Duration.ofSeconds(2);

    /** How long the Overlord may need to hear that a task has handed off all it had, and ended. */
    static final Duration ENDING = Duration.ofSeconds(10);

    private final Map<String, Followed> tasks = new HashMap<>();

    /** The Overlord has listed them. Those it no longer lists are followed while nobody else has their partitions. */
    void listed(List<IngestionTask> list) {
        Set<String> ids = list.stream().map(IngestionTask::id).collect(Collectors.toSet());
        Set<Integer> taken = list.stream()
                .flatMap(task -> task.starts().keySet().stream())
                .collect(Collectors.toCollection(HashSet::new));
        tasks.values()
                .removeIf(followed -> !ids.contains(followed.task.id())
                        && taken.containsAll(followed.task.starts().keySet()));
        tasks.values().forEach(followed -> followed.listed = false);
        for (IngestionTask task : list) {
            Followed followed = tasks.computeIfAbsent(task.id(), id -> new Followed());
            followed.task = task;
            followed.listed = true;
        }
    }

    /** The ones whose answer may change anything. */
    Set<String> toAsk() {
        return tasks.values().stream()
                .filter(followed -> followed.life != Life.ENDED)
                .map(followed -> followed.task.id())
                .collect(Collectors.toSet());
    }

    /** A task was asked. */
    void heard(String id, TaskAnswer answer, Duration now) {
        Followed followed = tasks.get(id);
        if (followed != null) {
            followed.heard(answer, now);
        }
    }

    /** The offset after the last record that is held, by partition; partitions that no task has are missing. */
    Map<Integer, Long> covered(Duration now) {
        Map<Integer, NavigableMap<Long, List<Followed>>> byPartition = new HashMap<>();
        for (Followed followed : tasks.values()) {
            followed.task.starts().forEach((partition, start) -> byPartition
                    .computeIfAbsent(partition, key -> new TreeMap<>())
                    .merge(start, List.of(followed), TaskCoverage::both));
        }
        Map<Integer, Long> covered = new HashMap<>();
        byPartition.forEach((partition, groups) -> covered.put(partition, covered(partition, groups, now)));
        return covered;
    }

    /** From the first group to the last one that begins where the one before has come to. */
    private static long covered(int partition, NavigableMap<Long, List<Followed>> groups, Duration now) {
        long covered = groups.firstKey();
        for (Map.Entry<Long, List<Followed>> group : groups.entrySet()) {
            if (covered < group.getKey()) {
                return covered;
            }
            Long next = groups.higherKey(group.getKey());
            long end = next == null ? group.getKey() : next;
            covered = Math.max(covered, position(partition, group.getKey(), end, group.getValue(), now));
        }
        return covered;
    }

    /** A query meets any of the replicas that live, so the slowest of them counts. */
    private static long position(int partition, long start, long end, List<Followed> replicas, Duration now) {
        long told = replicas.stream()
                .mapToLong(one -> one.told.getOrDefault(partition, start))
                .max()
                .orElse(start);
        if (replicas.stream().anyMatch(one -> one.hasHandedOff(now))) {
            return Math.max(told, end);
        }
        return replicas.stream()
                .filter(one -> one.life == Life.ALIVE)
                .mapToLong(one -> one.told.getOrDefault(partition, start))
                .min()
                .orElse(start);
    }

    private static List<Followed> both(List<Followed> some, List<Followed> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private enum Life {
        NOT_HEARD,
        ALIVE,
        LOST,
        ENDED
    }

    private static final class Followed {
        private IngestionTask task;
        private boolean listed;
        private Life life = Life.NOT_HEARD;
        private Map<Integer, Long> told = Map.of();
        private Duration since = Duration.ZERO;

        void heard(TaskAnswer answer, Duration now) {
            if (life == Life.ENDED) {
                return;
            }
            if (answer instanceof TaskAnswer.At at) {
                life = Life.ALIVE;
                told = at.offsets();
                since = now;
            } else if (answer instanceof TaskAnswer.NotThere && life == Life.ALIVE && !task.reading()) {
                life = Life.ENDED;
                since = now;
            } else if (!(answer instanceof TaskAnswer.Silent)
                    || now.minus(since).compareTo(LEASE) > 0) {
                life = Life.LOST;
            }
        }

        /** A task that only published ends when Historicals serve what it had; if it failed, the Overlord soon says so. */
        boolean hasHandedOff(Duration now) {
            return life == Life.ENDED && (!listed || now.minus(since).compareTo(ENDING) <= 0);
        }
    }
}
