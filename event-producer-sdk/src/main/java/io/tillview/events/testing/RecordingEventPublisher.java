package io.tillview.events.testing;

import static java.util.Objects.requireNonNull;

import io.tillview.events.InvalidEventException;
import io.tillview.events.MerchantEvent;
import io.tillview.events.encoding.EventEncoder;
import io.tillview.events.encoding.JsonEventEncoder;
import io.tillview.events.publishing.Acceptance;
import io.tillview.events.publishing.Acceptance.Accepted;
import io.tillview.events.publishing.Acceptance.Refused;
import io.tillview.events.publishing.DeliveryLatency;
import io.tillview.events.publishing.DropReason;
import io.tillview.events.publishing.Durability;
import io.tillview.events.publishing.EventPublisher;
import io.tillview.events.publishing.PublishMetrics;
import io.tillview.events.publishing.PublishMetrics.Spool;
import io.tillview.events.publishing.PublishOutcome;
import io.tillview.events.publishing.PublishOutcome.Delivered;
import io.tillview.events.publishing.PublishOutcome.Dropped;
import io.tillview.events.publishing.PublishOutcome.Rejected;
import io.tillview.events.publishing.RefusalReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A publisher for the tests of code that publishes: it keeps what it is given in memory, and no Kafka is needed.
 *
 * <pre>{@code
 * var publisher = new RecordingEventPublisher();
 * new Checkout(publisher).placeOrder(…);
 * assertThat(publisher.events()).extracting(MerchantEvent::eventType).containsExactly(EventType.ORDER_PLACED);
 * }</pre>
 *
 * <p>Accepted events count as delivered at once. It refuses what a real publisher would refuse: events that are too large, and
 * all once it is closed; {@link #refuseFromNowOn} plays a full spool. Safe for use by several threads.
 */
public final class RecordingEventPublisher implements EventPublisher {

    private final EventEncoder encoder = new JsonEventEncoder();
    private final List<MerchantEvent> events = new ArrayList<>();
    private final Map<RefusalReason, Long> refused = new EnumMap<>(RefusalReason.class);
    private RefusalReason refusing;

    /** The events accepted so far, in their order; a copy. */
    public synchronized List<MerchantEvent> events() {
        return List.copyOf(events);
    }

    /** Forgets the events accepted so far. */
    public synchronized void clear() {
        events.clear();
    }

    /** Refuses every event from now on, for this reason. */
    public synchronized void refuseFromNowOn(RefusalReason reason) {
        refusing = requireNonNull(reason, "reason");
    }

    /** Accepts events again, also after a {@code close}. */
    public synchronized void acceptFromNowOn() {
        refusing = null;
    }

    @Override
    public synchronized Acceptance publish(MerchantEvent event) {
        requireNonNull(event, "event");
        Refused refusal = refusalOf(event);
        if (refusal != null) {
            refused.merge(refusal.reason(), 1L, Long::sum);
            return refusal;
        }
        events.add(event);
        return Accepted.IN_MEMORY;
    }

    @Override
    public synchronized CompletableFuture<PublishOutcome> publishAsync(MerchantEvent event) {
        if (publish(event) instanceof Refused refusal) {
            return CompletableFuture.completedFuture(
                    switch (refusal.reason()) {
                        case INVALID -> new Rejected(refusal.rules());
                        case SPOOL_FULL -> new Dropped(DropReason.SPOOL_FULL, refusal.detail());
                        case SPOOL_FAILED -> new Dropped(DropReason.SPOOL_FAILED, refusal.detail());
                        case CLOSED -> new Dropped(DropReason.CLOSED, refusal.detail());
                    });
        }
        return CompletableFuture.completedFuture(
                new Delivered("recorded", 0, events.size() - 1L, Instant.ofEpochMilli(System.currentTimeMillis())));
    }

    private Refused refusalOf(MerchantEvent event) {
        if (refusing != null && refusing != RefusalReason.INVALID) {
            return new Refused(refusing, List.of(), "the test refuses events");
        }
        try {
            encoder.encode(event);
            return null;
        } catch (InvalidEventException e) {
            return Refused.invalid(e.rules());
        }
    }

    /** Returns 0 at once: nothing is ever under way. */
    @Override
    public long flush(Duration timeout) {
        return 0;
    }

    /** Refuses events from now on; returns 0 at once. */
    @Override
    public synchronized long close(Duration timeout) {
        refusing = RefusalReason.CLOSED;
        return 0;
    }

    @Override
    public synchronized PublishMetrics metrics() {
        long accepted = events.size();
        long refusals = refused.values().stream().mapToLong(Long::longValue).sum();
        return new PublishMetrics(
                accepted + refusals,
                Map.of(Durability.IN_MEMORY, accepted),
                refused,
                accepted,
                Map.of(),
                0,
                0,
                Spool.UNUSED,
                DeliveryLatency.NONE);
    }
}
