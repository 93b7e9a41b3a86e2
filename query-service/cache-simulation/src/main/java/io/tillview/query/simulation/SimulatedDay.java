package io.tillview.query.simulation;

import io.tillview.query.caching.CacheStatistics;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Lets a day go by before the cache as it comes, before one that may keep rows for a minute to which more are being added, and before one
 * that keeps every answer for a minute; prints, as the last line, what share of the pieces each answered without a Broker.
 *
 * <p>Takes what is different about the day: {@code seed=2 sessions=10000 megabytes=32}, for example.
 */
public final class SimulatedDay {
    private static final Duration OPEN_LIFE = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private SimulatedDay() {}

    /**
     * Lets it go by.
     *
     * @throws IllegalArgumentException if an argument is nothing that can be said about a day
     */
    public static void main(String[] arguments) {
        Scenario scenario = Scenario.of(List.of(arguments));
        VirtualClock clock = new VirtualClock(scenario.begin());
        HourTimeline before = LiveIngestion.before(scenario);
        CachingReplica second = new CachingReplica(clock, before, scenario.bytes(), OPEN_LIFE);
        CachingReplica minute = new CachingReplica(clock, before, scenario.bytes(), MINUTE);
        DaySimulation day = new DaySimulation(
                clock, before, LiveIngestion.of(scenario), List.of(second, minute, new TimeToLive(clock, MINUTE)));
        day.run(Sessions.of(scenario), scenario.end());
        CacheStatistics statistics = second.statistics();
        System.out.printf(
                Locale.ROOT,
                "@result {\"hit_share\": %.5f, \"hit_share_of_a_minute\": %.5f, \"hit_share_of_ttl\": %.5f, \"questions\": %d,"
                        + " \"pieces\": %d, \"merchants\": %d, \"evictions\": %d}%n",
                day.shares().get(0).ofKept(),
                day.shares().get(1).ofKept(),
                day.shares().get(2).ofKept(),
                day.questions(),
                day.shares().get(0).pieces(),
                day.merchants(),
                statistics.evictions());
    }
}
