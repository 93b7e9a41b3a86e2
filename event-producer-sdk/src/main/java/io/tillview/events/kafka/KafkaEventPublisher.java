package io.tillview.events.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.tillview.events.BrokenRule;
import io.tillview.events.EventRule;
import io.tillview.events.InvalidEventException;
import io.tillview.events.MerchantEvent;
import io.tillview.events.Timeliness;
import io.tillview.events.encoding.EventEncoder;
import io.tillview.events.publishing.Acceptance;
import io.tillview.events.publishing.Acceptance.Refused;
import io.tillview.events.publishing.DropReason;
import io.tillview.events.publishing.DurabilityMode;
import io.tillview.events.publishing.EventPublisher;
import io.tillview.events.publishing.PublishListener;
import io.tillview.events.publishing.PublishMetrics;
import io.tillview.events.publishing.PublishOutcome;
import io.tillview.events.publishing.PublishOutcome.Dropped;
import io.tillview.events.publishing.PublishOutcome.Rejected;
import io.tillview.events.publishing.RefusalReason;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Publishes events to a Kafka topic, keyed by merchant, acknowledged by all in-sync replicas, each stored once however
 * often the network makes it be sent.
 *
 * <pre>{@code
 * EventPublisher publisher = KafkaEventPublisher.builder()
 *         .bootstrapServers("kafka-1:9092,kafka-2:9092")
 *         .build();
 * publisher.publish(event);
 * }</pre>
 *
 * <p>While Kafka is away or refuses, accepted events wait in the spool, a folder on disk with a bound, and are sent in order when it
 * is back, for as long as that takes. {@link DurabilityMode} says what an accepted event survives. An event that a killed process
 * had sent and not yet settled is sent again by its successor on the folder, with the same {@code event_id}, and counted as
 * possibly repeated; a process itself never sends anew what Kafka may have.
 *
 * <p>Callers are held back at most 20 ms by Kafka's producer when Kafka stops taking events, once; at most 250 ms where it stores
 * events but not as fast as they come; at most a second for a disk that doesn't give room for the next file; and for the
 * {@code spoolFullWait} that the builder was told.
 */
public final class KafkaEventPublisher implements EventPublisher {

    /** How far ahead of the clock an event may lie. */
    public static final Duration MAX_AHEAD = Timeliness.MAX_AHEAD;

    /** Connecting and asking about the topic takes some 50 ms; a Kafka that is away isn't worth more to an application's start. */
    private static final Duration ACQUAINTANCE = Duration.ofMillis(250);

    private static final long MAX_AHEAD_MILLIS = MAX_AHEAD.toMillis();
    /** One event in so many is measured, by its random id. */
    private static final long UNMEASURED = 15;

    private final String topic;
    private final DurabilityMode mode;
    private final InstantSource clock;
    private final EventEncoder encoder;
    private final Generations generations;
    private final PublishCounts counts;
    private final EventRoute route;
    private final PublisherEnd end;

    private KafkaEventPublisher(
            PublisherSettings settings, EventEncoder encoder, InstantSource clock, PublisherParts parts) {
        this.topic = settings.topic;
        this.mode = settings.durability;
        this.encoder = encoder;
        this.clock = clock;
        this.generations = parts.generations();
        this.counts = parts.counts();
        this.route = parts.route();
        this.end = new PublisherEnd(parts);
    }

    /** A builder with the defaults. */
    public static KafkaEventPublisherBuilder builder() {
        return new KafkaEventPublisherBuilder();
    }

    /** A running publisher; the listener may be null. */
    static KafkaEventPublisher start(
            PublisherSettings settings, EventEncoder encoder, InstantSource clock, PublishListener listener) {
        PublisherParts parts = PublisherParts.of(settings, listener, clock);
        parts.line().getAcquainted(ACQUAINTANCE);
        KafkaEventPublisher publisher = new KafkaEventPublisher(settings, encoder, clock, parts);
        parts.route().drainer().start();
        return publisher;
    }

    @Override
    public Acceptance publish(MerchantEvent event) {
        return publish(event, null);
    }

    @Override
    public CompletableFuture<PublishOutcome> publishAsync(MerchantEvent event) {
        CompletableFuture<PublishOutcome> outcome = new CompletableFuture<>();
        if (publish(event, outcome) instanceof Refused refusal) {
            outcome.complete(
                    switch (refusal.reason()) {
                        case INVALID -> new Rejected(refusal.rules());
                        case SPOOL_FULL -> new Dropped(DropReason.SPOOL_FULL, refusal.detail());
                        case SPOOL_FAILED -> new Dropped(DropReason.SPOOL_FAILED, refusal.detail());
                        case CLOSED -> new Dropped(DropReason.CLOSED, refusal.detail());
                    });
        }
        return outcome;
    }

    private Acceptance publish(MerchantEvent event, CompletableFuture<PublishOutcome> outcome) {
        requireNonNull(event, "event");
        if (!end.enter()) {
            return route.refused(RefusalReason.CLOSED, "the publisher is closed");
        }
        try {
            if (event.occurredAt().toEpochMilli() - MAX_AHEAD_MILLIS > clock.millis()) {
                return counts.refused(Refused.invalid(List.of(new BrokenRule(
                        EventRule.FROM_THE_FUTURE,
                        "occurred_at",
                        "it is more than " + MAX_AHEAD + " ahead of the clock"))));
            }
            byte[] value = encoder.encode(event);
            UUID id = event.eventId().value();
            Generations.Generation generation = generations.enter();
            Acceptance answer = route.take(new Delivery(
                    route,
                    event.merchantId().getBytes(UTF_8),
                    value,
                    id.getMostSignificantBits(),
                    id.getLeastSignificantBits(),
                    generation,
                    outcome,
                    (id.getLeastSignificantBits() & UNMEASURED) == 0 ? System.nanoTime() : 0,
                    false));
            if (answer instanceof Refused) {
                generations.leave(generation);
            }
            return answer;
        } catch (InvalidEventException e) {
            return counts.refused(Refused.invalid(e.rules()));
        } finally {
            end.leave();
        }
    }

    @Override
    public long flush(Duration timeout) {
        try {
            return generations.awaitEarlier(PublisherEnd.nanos(timeout));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return generations.open();
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if a listener or an outcome's continuation calls it on the publisher's own thread, which it would
     *     wait for
     */
    @Override
    public long close(Duration timeout) {
        return end.close(timeout);
    }

    @Override
    public PublishMetrics metrics() {
        return end.metrics();
    }

    /** Names topic, mode and spool; no address, and nothing from the properties. */
    @Override
    public String toString() {
        return "KafkaEventPublisher[topic=" + topic + ", durability=" + mode + ", spool=" + end.spoolFolder() + "]";
    }
}
