package io.tillview.query.segments;

import io.micrometer.core.instrument.MeterRegistry;
import io.tillview.query.freshness.KnownFreshness;
import io.tillview.tenancy.MerchantScope;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;

/**
 * Asks each Broker again and again what changed, and at once when somebody has to know: a thread for each Broker, and never more than
 * one request on its way to it. Whoever comes while one is on its way shares the next.
 */
public final class PolledSegmentWatch implements SegmentWatch, AutoCloseable {
    private final BiFunction<MerchantScope, String, URI> home;
    private final Map<URI, BrokerWatch> brokers = new LinkedHashMap<>();
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "segments-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param addresses the Brokers
     * @param home which of them a scope's questions are sent to first
     * @param source asks them
     * @param freshness how far the data reaches
     * @param ticker what time it is, in nanoseconds since any moment
     * @param interval how long to wait before a Broker is asked again
     * @param metrics where {@code tillview.segments.view.age} (in seconds, of what a Broker said last), {@code tillview.segments.polls}
     *     and {@code tillview.segments.changes} (stretches of time) go
     */
    public PolledSegmentWatch(
            List<URI> addresses,
            BiFunction<MerchantScope, String, URI> home,
            SegmentSource source,
            KnownFreshness freshness,
            LongSupplier ticker,
            Duration interval,
            MeterRegistry metrics) {
        this.home = home;
        for (URI broker : addresses) {
            brokers.computeIfAbsent(
                    broker,
                    address -> new BrokerWatch(address, source, freshness, ticker, interval, deadlines, metrics));
        }
    }

    /** Begins to ask. To be called once. */
    public void start() {
        brokers.values().forEach(BrokerWatch::start);
    }

    @Override
    public URI home(MerchantScope scope, String subject) {
        return home.apply(scope, subject);
    }

    @Override
    public Optional<Sighting> latest(URI broker) {
        return watch(broker).latest();
    }

    /** Empty after 2 seconds at the latest; at once where this has not begun or has ended. */
    @Override
    public CompletableFuture<Optional<Sighting>> fresh(URI broker) {
        return watch(broker).fresh();
    }

    /** Stops asking; what was said last stays known. */
    @Override
    public void close() {
        brokers.values().forEach(BrokerWatch::close);
        deadlines.shutdownNow();
    }

    private BrokerWatch watch(URI broker) {
        BrokerWatch watch = brokers.get(broker);
        if (watch == null) {
            throw new IllegalArgumentException(broker + " is none of the Brokers.");
        }
        return watch;
    }
}
