package io.tillview.events.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.tillview.events.BrokenRule;
import io.tillview.events.EventRule;
import io.tillview.events.InvalidEventException;
import io.tillview.events.MerchantEvent;
import io.tillview.events.encoding.EventEncoder;
import io.tillview.events.publishing.Acceptance;
import io.tillview.events.publishing.Acceptance.Accepted;
import io.tillview.events.publishing.Acceptance.Refused;
import io.tillview.events.publishing.DropReason;
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
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Publishes events to a Kafka topic, keyed by merchant, acknowledged by all in-sync replicas, each stored once however
 * often the network makes it be sent.
 *
 * <pre>{@code
 * try (EventPublisher publisher = KafkaEventPublisher.builder()
 *         .properties(Path.of("publisher.properties"))
 *         .build()) {
 *     publisher.publish(event).thenAccept(outcome -> …);
 * }
 * }</pre>
 *
 * <p>While Kafka is away or the topic isn't there yet, events wait in memory, up to {@code bufferMemory}, and are sent when it
 * is back; beyond that, new ones are refused. What waits in memory
 * doesn't survive the process.
 */
public final class KafkaEventPublisher implements EventPublisher {

    /** How far ahead of the clock an event may lie. */
    public static final Duration MAX_AHEAD = Duration.ofHours(1);

    private final String topic;
    private final InstantSource clock;
    private final EventEncoder encoder;
    private final PublishListener listener;
    private final Backlog backlog;
    private final OutcomeCounts counts = new OutcomeCounts();
    private final EventSender sender;

    KafkaEventPublisher(
            Producer<byte[], byte[]> producer,
            String topic,
            EventEncoder encoder,
            InstantSource clock,
            PublishListener listener,
            long bufferMemory) {
        this.topic = topic;
        this.encoder = encoder;
        this.clock = clock;
        this.listener = listener;
        this.backlog = new Backlog(bufferMemory);
        this.sender = EventSender.start(producer, backlog, counts);
    }

    /** A builder with the defaults. */
    public static KafkaEventPublisherBuilder builder() {
        return new KafkaEventPublisherBuilder();
    }

    @Override
    public Acceptance publish(MerchantEvent event) {
        CompletableFuture<PublishOutcome> outcome = publishAsync(event);
        PublishOutcome known = outcome.getNow(null);
        if (known instanceof Rejected rejected) {
            return Refused.invalid(rejected.rules());
        } else if (known instanceof Dropped dropped && dropped.reason() != DropReason.REFUSED) {
            return new Refused(
                    dropped.reason() == DropReason.CLOSED ? RefusalReason.CLOSED : RefusalReason.SPOOL_FULL,
                    List.of(),
                    dropped.detail());
        }
        if (listener != null) {
            var unused = outcome.thenAccept(result -> listener.onOutcome(event.eventId(), result));
        }
        return Accepted.IN_MEMORY;
    }

    @Override
    public CompletableFuture<PublishOutcome> publishAsync(MerchantEvent event) {
        requireNonNull(event, "event");
        counts.published();
        if (event.occurredAt().isAfter(clock.instant().plus(MAX_AHEAD))) {
            return notTaken(new Rejected(List.of(new BrokenRule(
                    EventRule.FROM_THE_FUTURE,
                    "occurred_at",
                    "it is more than " + MAX_AHEAD + " ahead of the clock"))));
        }
        byte[] value;
        try {
            value = encoder.encode(event);
        } catch (InvalidEventException e) {
            return notTaken(new Rejected(e.rules()));
        }
        byte[] key = event.merchantId().getBytes(UTF_8);
        int size = OutgoingEvent.sizeOf(key, value);
        Backlog.Generation generation = backlog.enter(size);
        if (generation == null) {
            return notTaken(new Dropped(DropReason.SPOOL_FULL, "waiting events fill the publisher's memory"));
        }
        OutgoingEvent outgoing = new OutgoingEvent(sender, generation, new ProducerRecord<>(topic, key, value));
        if (!sender.send(outgoing)) {
            backlog.leave(generation, size);
            return notTaken(new Dropped(DropReason.CLOSED, "the publisher takes no more events"));
        }
        return outgoing.outcome();
    }

    @Override
    public long flush(Duration timeout) {
        try {
            return backlog.awaitEarlier(timeout.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return backlog.size();
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if an outcome's continuation calls it on the publisher's own thread, which it would wait for
     */
    @Override
    public long close(Duration timeout) {
        return sender.close(timeout);
    }

    @Override
    public PublishMetrics metrics() {
        return counts.metrics(backlog);
    }

    private CompletableFuture<PublishOutcome> notTaken(PublishOutcome outcome) {
        counts.outcome(outcome);
        return CompletableFuture.completedFuture(outcome);
    }
}
