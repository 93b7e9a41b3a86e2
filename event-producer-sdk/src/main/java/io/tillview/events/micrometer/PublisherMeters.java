package io.tillview.events.micrometer;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tillview.events.publishing.DropReason;
import io.tillview.events.publishing.Durability;
import io.tillview.events.publishing.EventPublisher;
import io.tillview.events.publishing.PublishMetrics;
import io.tillview.events.publishing.RefusalReason;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * A publisher's counts as Micrometer's meters: {@code new PublisherMeters(publisher).bindTo(registry)}. It needs {@code
 * io.micrometer:micrometer-core} on the class path, which the SDK itself doesn't bring. Safe for use by several threads.
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><td>{@code tillview.events.accepted}</td><td>counter, by {@code durability}</td></tr>
 * <tr><td>{@code tillview.events.refused}</td><td>counter, by {@code reason}</td></tr>
 * <tr><td>{@code tillview.events.outcomes}</td><td>counter, by {@code outcome} (delivered, dropped, kept) and {@code reason}</td></tr>
 * <tr><td>{@code tillview.events.recovered}, {@code .possibly.repeated}, {@code .torn}</td><td>counters</td></tr>
 * <tr><td>{@code tillview.events.waiting}</td><td>gauge: the queue's depth in events</td></tr>
 * <tr><td>{@code tillview.events.spool.bytes}, {@code .spool.unsent}</td><td>gauges: the spool's files, and its events in line</td></tr>
 * <tr><td>{@code tillview.events.spool.failures}</td><td>counter</td></tr>
 * <tr><td>{@code tillview.events.delivery}</td><td>gauge in time, by {@code quantile} (0.5, 0.99, 1): from publish to
 *     acknowledgement, since the publisher was made</td></tr>
 * </table>
 */
public final class PublisherMeters implements MeterBinder {

    private static final String PREFIX = "tillview.events.";

    private final EventPublisher publisher;
    private final Tags tags;

    /** Meters of a publisher, without tags of their own. */
    public PublisherMeters(EventPublisher publisher) {
        this(publisher, Tags.empty());
    }

    /**
     * Meters of one of several publishers.
     *
     * @param publisher the publisher
     * @param tags what tells its meters from the others'
     */
    public PublisherMeters(EventPublisher publisher, Tags tags) {
        this.publisher = requireNonNull(publisher, "publisher");
        this.tags = requireNonNull(tags, "tags");
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Durability each : Durability.values()) {
            counter(registry, "accepted", tags.and("durability", name(each)), metrics -> metrics.accepted()
                    .get(each));
        }
        for (RefusalReason each : RefusalReason.values()) {
            counter(registry, "refused", tags.and("reason", name(each)), metrics -> metrics.refused()
                    .get(each));
        }
        counter(registry, "outcomes", outcome("delivered", "none"), PublishMetrics::delivered);
        counter(registry, "outcomes", outcome("kept", "none"), PublishMetrics::kept);
        for (DropReason each : DropReason.values()) {
            counter(registry, "outcomes", outcome("dropped", name(each)), metrics -> metrics.dropped()
                    .get(each));
        }
        counter(registry, "recovered", tags, metrics -> metrics.spool().recoveredEvents());
        counter(registry, "possibly.repeated", tags, metrics -> metrics.spool().possiblyRepeated());
        counter(registry, "torn", tags, metrics -> metrics.spool().tornRecords());
        counter(registry, "spool.failures", tags, metrics -> metrics.spool().failures());
        gauge(registry, "waiting", "events", PublishMetrics::waiting);
        gauge(registry, "spool.bytes", "bytes", metrics -> metrics.spool().bytes());
        gauge(registry, "spool.unsent", "events", metrics -> metrics.spool().unsentEvents());
        latency(registry, "0.5", metrics -> metrics.latency().median());
        latency(registry, "0.99", metrics -> metrics.latency().p99());
        latency(registry, "1", metrics -> metrics.latency().highest());
    }

    private Tags outcome(String outcome, String reason) {
        return tags.and("outcome", outcome, "reason", reason);
    }

    private void counter(MeterRegistry registry, String name, Tags with, ToDoubleFunction<PublishMetrics> value) {
        FunctionCounter.builder(PREFIX + name, publisher, counted -> value.applyAsDouble(counted.metrics()))
                .tags(with)
                .baseUnit("events")
                .register(registry);
    }

    private void gauge(MeterRegistry registry, String name, String unit, ToDoubleFunction<PublishMetrics> value) {
        Gauge.builder(PREFIX + name, publisher, counted -> value.applyAsDouble(counted.metrics()))
                .tags(tags)
                .baseUnit(unit)
                .register(registry);
    }

    private void latency(MeterRegistry registry, String quantile, Function<PublishMetrics, Duration> value) {
        TimeGauge.builder(
                        PREFIX + "delivery", publisher, TimeUnit.NANOSECONDS, counted -> value.apply(counted.metrics())
                                .toNanos())
                .tags(tags.and("quantile", quantile))
                .register(registry);
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
