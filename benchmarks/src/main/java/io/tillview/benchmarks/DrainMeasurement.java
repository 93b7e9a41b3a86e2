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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How much of its rate live traffic keeps while a spool drains: live events are published as fast as they are taken, first with an
 * empty spool, then from the moment the first of many spooled events is delivered until the last is. Those that were published
 * live and are delivered count; both kinds are of the same merchants.
 */
final class DrainMeasurement {
    private static final int WITHOUT_SECONDS = 8;
    private static final int DRAIN_SECONDS = 20;
    private static final int BATCH = 100;

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
            long begun = System.nanoTime();
            liveUntil(begun + Duration.ofSeconds(WITHOUT_SECONDS / 2).toNanos());
            double alone = rateUntil(
                    System.nanoTime() + Duration.ofSeconds(WITHOUT_SECONDS).toNanos());
            publisher.flush(Duration.ofMinutes(1));
            ChildJvm.ask(SdkProducer.KILL_KAFKA);
            SdkProducer.publish(publisher, spooled, count);
            long deliveredBefore = publisher.metrics().delivered();
            ChildJvm.ask(SdkProducer.START_KAFKA);
            while (publisher.metrics().delivered() == deliveredBefore) {
                SdkProducer.publish(publisher, live, BATCH);
            }
            long unsent = publisher.metrics().spool().unsentEvents();
            long drainBegun = System.nanoTime();
            double beside =
                    rateUntil(drainBegun + Duration.ofSeconds(DRAIN_SECONDS).toNanos());
            long left = publisher.metrics().spool().unsentEvents();
            return Map.of(
                    "livePerSecond", alone,
                    "drainingPerSecond", beside,
                    "drainedPerSecond", (unsent - left) / ((System.nanoTime() - drainBegun) / 1e9));
        } finally {
            publisher.close(Duration.ZERO);
        }
    }

    private double rateUntil(long end) {
        long before = liveDelivered.sum();
        long begun = System.nanoTime();
        liveUntil(end);
        return (liveDelivered.sum() - before) / ((System.nanoTime() - begun) / 1e9);
    }

    /** Until the moment; while spooled events are left to drain at its beginning, no longer than until they are gone. */
    private void liveUntil(long end) {
        boolean draining = publisher.metrics().spool().unsentEvents() > 0;
        while (System.nanoTime() < end
                && !(draining && publisher.metrics().spool().unsentEvents() == 0)) {
            SdkProducer.publish(publisher, live, BATCH);
        }
    }
}
