package io.tillview.query.caching;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.CacheUse;
import io.tillview.query.answering.FoundRows;
import io.tillview.query.answering.RunOutcome.Rows;
import io.tillview.query.freshness.Freshness;
import io.tillview.query.scoping.SelectedColumn;
import io.tillview.query.scoping.SelectedColumn.SortKey;
import io.tillview.query.segments.SegmentWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/**
 * A run of things that happen by chance, among them questions. Each answer has to be what the same question, uncached, would have got at
 * one moment that is not longer ago than is allowed. Two replicas are asked in turn, which share a store that loses and spoils what it is
 * given.
 */
final class Interleaving {
    private static final Duration TOLERANCE = Duration.ofSeconds(2);
    private static final Duration OPEN_LIFE = Duration.ofSeconds(1);
    /** Little enough that some is thrown out. */
    private static final CacheLimits LIMITS = new CacheLimits(200_000, OPEN_LIFE, TOLERANCE);

    private static final int ONE_IS_WRONG_OF = 10;

    private final SimulatedDruid druid;
    private final SplittableRandom random;
    private final ForgetfulStore shared;
    private final List<CachedRows> replicas;
    private final Map<CacheUse, Integer> uses = new EnumMap<>(CacheUse.class);

    /** @param bug makes the watch something it shouldn't be */
    Interleaving(long seed, UnaryOperator<SegmentWatch> bug) {
        druid = new SimulatedDruid(seed);
        random = new SplittableRandom(seed + 1);
        shared = new ForgetfulStore(seed + 2, ONE_IS_WRONG_OF);
        SegmentWatch watch = bug.apply(druid);
        replicas = List.of(replica(watch), replica(watch));
    }

    private CachedRows replica(SegmentWatch watch) {
        return CachedRows.over(
                druid, watch, druid, ForgetfulStore.sharing(shared), LIMITS, druid::nanos, Runnable::run);
    }

    /** Does so many things. */
    void run(int steps) {
        List<SimulatedQuestion> dashboard = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            dashboard.add(SimulatedQuestion.drawn(random));
        }
        for (int step = 0; step < steps; step++) {
            if (random.nextInt(4) > 0) {
                druid.step();
            } else if (random.nextInt(20) == 0) {
                dashboard.set(random.nextInt(dashboard.size()), SimulatedQuestion.drawn(random));
            } else {
                ask(dashboard.get(random.nextInt(dashboard.size())), step);
            }
        }
    }

    /** How many answers made what use of what was kept. */
    Map<CacheUse, Integer> uses() {
        return uses;
    }

    /** How many pieces a replica took over from the other. */
    long shared() {
        return replicas.stream()
                .mapToLong(replica -> replica.statistics().counts().piecesShared())
                .sum();
    }

    private void ask(SimulatedQuestion question, int step) {
        long begun = druid.nanos();
        druid.asked(question);
        CachedRows replica = replicas.get(random.nextInt(replicas.size()));
        FoundRows found = replica.find(question.wanted()).orElseThrow();
        uses.merge(found.use(), 1, Integer::sum);
        Duration age =
                found.use() == CacheUse.STALE ? question.wanted().maxStaleness().orElseThrow() : TOLERANCE;
        List<SimulatedTimeline> served = druid.since(begun - age.toNanos());
        List<SelectedColumn> columns = found.columns();
        List<List<Object>> answered = shown(columns, ((Rows) found.outcome()).rows());
        boolean right = served.stream()
                .filter(timeline -> reached(found.reach(), timeline))
                .anyMatch(timeline -> same(question, answered, shown(columns, question.rows(columns, timeline))));
        assertThat(right)
                .as(
                        "step %d, %s: %s is none of the answers that there were in the last %s to %s",
                        step, found.use(), answered, age, question.wanted())
                .isTrue();
    }

    /** All that had come in when the answer says it had is served, too: an answer may be old, but not say it is new. */
    private static boolean reached(Freshness reach, SimulatedTimeline timeline) {
        return reach.dataThrough().map(Instant::getEpochSecond).orElse(0L) <= timeline.events();
    }

    private static boolean same(SimulatedQuestion question, List<List<Object>> one, List<List<Object>> other) {
        if (question.wanted().portion().ordered()) {
            return one.equals(other);
        }
        Set<List<Object>> rest = new HashSet<>(other);
        return one.size() == other.size() && one.stream().allMatch(rest::remove);
    }

    private static List<List<Object>> shown(List<SelectedColumn> columns, List<List<Object>> rows) {
        return rows.stream()
                .map(row -> {
                    List<Object> shown = new ArrayList<>();
                    for (int i = 0; i < columns.size(); i++) {
                        if (!(columns.get(i) instanceof SortKey)) {
                            shown.add(row.get(i));
                        }
                    }
                    return shown;
                })
                .toList();
    }
}
