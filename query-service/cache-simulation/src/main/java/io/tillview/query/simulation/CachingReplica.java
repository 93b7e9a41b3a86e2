package io.tillview.query.simulation;

import io.tillview.query.answering.FoundRows;
import io.tillview.query.answering.RunOutcome.Rows;
import io.tillview.query.caching.CacheLimits;
import io.tillview.query.caching.CacheStatistics;
import io.tillview.query.caching.CachedRows;
import io.tillview.query.caching.Sharing;
import java.time.Duration;

/** One replica of query-service: its cache, before a Broker that is made up. For one thread. */
final class CachingReplica implements Answerer {
    private static final Duration VIEW_TOLERANCE = Duration.ofSeconds(2);

    private final SimulatedBroker broker;
    private final CachedRows cache;

    /**
     * @param bytes how much memory it has for answers
     * @param openLife how long rows count where more are being added
     */
    CachingReplica(VirtualClock clock, HourTimeline timeline, long bytes, Duration openLife) {
        this.broker = new SimulatedBroker(clock, timeline);
        this.cache = CachedRows.over(
                broker,
                broker,
                broker,
                Sharing.NONE,
                new CacheLimits(bytes, openLife, VIEW_TOLERANCE),
                clock::nanos,
                // Nobody allows old rows here, so there is nothing that could be asked for in the background.
                Runnable::run);
    }

    @Override
    public void served(HourTimeline timeline) {
        broker.serve(timeline);
    }

    @Override
    public int askedFor(PanelQuestion question) {
        broker.begin(question);
        boolean answered = cache.find(question.wanted())
                .map(FoundRows::outcome)
                .filter(Rows.class::isInstance)
                .isPresent();
        if (!answered) {
            throw new IllegalStateException("A question has no answer: " + question.panel());
        }
        return broker.asked();
    }

    CacheStatistics statistics() {
        return cache.statistics();
    }
}
