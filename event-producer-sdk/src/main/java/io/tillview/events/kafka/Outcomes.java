package io.tillview.events.kafka;

import io.tillview.events.EventId;
import io.tillview.events.kafka.Generations.Generation;
import io.tillview.events.publishing.DropReason;
import io.tillview.events.publishing.PublishListener;
import io.tillview.events.publishing.PublishOutcome;
import io.tillview.events.publishing.PublishOutcome.Delivered;
import io.tillview.events.publishing.PublishOutcome.Dropped;
import io.tillview.events.publishing.PublishOutcome.Kept;
import io.tillview.events.spool.SpooledRecord;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Counts each event's outcome, and tells it to who asked. */
final class Outcomes {

    private final PublishListener listener;
    private final Generations generations;
    private final PublishCounts counts;
    private final Warnings warnings;
    private final Map<Long, CompletableFuture<PublishOutcome>> waiting = new ConcurrentHashMap<>();

    /** @param listener who is told, or null */
    Outcomes(PublishListener listener, Generations generations, PublishCounts counts, Warnings warnings) {
        this.listener = listener;
        this.generations = generations;
        this.counts = counts;
        this.warnings = warnings;
    }

    /** The event at this place in the spool has somebody who waits for its outcome. */
    void waits(long position, CompletableFuture<PublishOutcome> future) {
        waiting.put(position, future);
    }

    /** Who waits for the outcome of the event at this place, once; null if nobody does. */
    CompletableFuture<PublishOutcome> takeWaiting(long position) {
        return waiting.isEmpty() ? null : waiting.remove(position);
    }

    void delivered(Delivery delivery, RecordMetadata metadata) {
        counts.delivered.increment();
        if (delivery.begun() != 0) {
            counts.latency.record(System.nanoTime() - delivery.begun());
        }
        if (listener != null || delivery.future() != null) {
            tell(
                    delivery,
                    new Delivered(
                            metadata.topic(),
                            metadata.partition(),
                            metadata.offset(),
                            Instant.ofEpochMilli(metadata.timestamp())));
        }
        generations.leave(delivery.generation());
    }

    void dropped(Delivery delivery, DropReason reason, String detail) {
        counts.dropped(reason, detail);
        tell(delivery, new Dropped(reason, detail));
        generations.leave(delivery.generation());
    }

    void kept(Delivery delivery, String detail) {
        counts.kept.increment();
        tell(delivery, new Kept(true, detail));
        generations.leave(delivery.generation());
    }

    /** The spool gave the record's room to another. */
    void gaveWay(SpooledRecord record) {
        String detail = "newer events took its room in the spool";
        counts.dropped(DropReason.SPOOL_FULL, detail);
        tell(record, new Dropped(DropReason.SPOOL_FULL, detail));
    }

    /** The record stays in the spool when the publisher is closed. */
    void left(SpooledRecord record) {
        counts.kept.increment();
        tell(record, new Kept(record.again(), "the publisher was closed"));
    }

    /** Whether somebody wants to know the outcomes of events that are left in the spool. */
    boolean isAnybodyWaiting() {
        return listener != null || !waiting.isEmpty();
    }

    private void tell(Delivery delivery, PublishOutcome outcome) {
        tell(delivery.idHigh(), delivery.idLow(), delivery.future(), outcome);
    }

    private void tell(SpooledRecord record, PublishOutcome outcome) {
        tell(record.idHigh(), record.idLow(), takeWaiting(record.position()), outcome);
        Generation generation = generations.of(record.generation());
        generations.leave(generation);
    }

    private void tell(long idHigh, long idLow, CompletableFuture<PublishOutcome> future, PublishOutcome outcome) {
        try {
            if (future != null) {
                future.complete(outcome);
            }
            if (listener != null) {
                listener.onOutcome(new EventId(new UUID(idHigh, idLow)), outcome);
            }
        } catch (Throwable e) {
            // It runs on Kafka's thread or a host's: neither may be hurt by it.
            warnings.listenerThrew(e);
        }
    }
}
