package io.tillview.benchmarks;

import io.tillview.events.EventId;
import io.tillview.events.MerchantEvent;
import io.tillview.events.kafka.KafkaEventPublisher;
import io.tillview.events.kafka.KafkaEventPublisherBuilder;
import io.tillview.events.publishing.PublishOutcome.Delivered;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How much of its rate live traffic keeps while a spool drains: live events come at half the design's rate, first with an empty
 * spool, then beside the drain, from the first event delivered after an outage until the spool is empty. Those that were published
 * live and are delivered count; both kinds are of the same merchants.
 */
final class DrainMeasurement {
    private static final int PER_MILLI = 60;
    private static final long MILLI = 1_000_000L;
    private static final long WARM_UP_NANOS = 5_000 * MILLI;
    private static final long WITHOUT_NANOS = 8_000 * MILLI;
    private static final long GIVE_UP_NANOS = 90_000 * MILLI;

    private final MerchantEvent[] spooled = SampleEvents.make().toArray(MerchantEvent[]::new);
    private final MerchantEvent[] live = SampleEvents.make().toArray(MerchantEvent[]::new);
    private final Set<EventId> liveIds =
            Stream.of(live).map(MerchantEvent::eventId).collect(Collectors.toSet());
    private final LongAdder liveDelivered = new LongAdder();
    private final KafkaEventPublisher publisher;

    DrainMeasurement(KafkaEventPublisherBuilder settings) {
        this.publisher = settings.listener((id, outcome) -> {
                    if (outcome instanceof Delivered && liveIds.contains(id)) {
                        liveDelivered.increment();
                    }
                })
                .build();
    }

    /** Blocks: {@code livePerSecond} with an empty spool, {@code drainingPerSecond} beside the drain, {@code drainedPerSecond} of the spool. */
    Map<String, Double> run(int count) {
        try {
            liveRate(WARM_UP_NANOS, () -> false);
            double alone = liveRate(WITHOUT_NANOS, () -> false);
            publisher.flush(Duration.ofMinutes(1));
            ChildJvm.ask(SdkProducer.KILL_KAFKA);
            SdkProducer.publish(publisher, spooled, count);
            long delivered = publisher.metrics().delivered();
            ChildJvm.ask(SdkProducer.START_KAFKA);
            liveRate(GIVE_UP_NANOS, () -> publisher.metrics().delivered() > delivered);
            long unsent = publisher.metrics().spool().unsentEvents();
            long begun = System.nanoTime();
            double beside =
                    liveRate(GIVE_UP_NANOS, () -> publisher.metrics().spool().unsentEvents() == 0);
            double seconds = (System.nanoTime() - begun) / 1e9;
            if (publisher.metrics().spool().unsentEvents() > 0) {
                throw new BenchmarkException("The spool did not drain: " + publisher.metrics());
            }
            return Map.of(
                    "livePerSecond", alone,
                    "drainingPerSecond", beside,
                    "drainedPerSecond", unsent / seconds,
                    "drainSeconds", seconds);
        } finally {
            publisher.close(Duration.ZERO);
        }
    }

    /** Publishes live until the time is over or the end has come; how many of them were delivered a second. */
    private double liveRate(long nanos, BooleanSupplier end) {
        long before = liveDelivered.sum();
        long begun = System.nanoTime();
        for (long tick = 0; System.nanoTime() - begun < nanos && !end.getAsBoolean(); tick++) {
            LockSupport.parkNanos(begun + tick * MILLI - System.nanoTime());
            SdkProducer.publish(publisher, live, PER_MILLI);
        }
        return (liveDelivered.sum() - before) / ((System.nanoTime() - begun) / 1e9);
    }
}
