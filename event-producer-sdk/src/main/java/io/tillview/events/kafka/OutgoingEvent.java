package io.tillview.events.kafka;

import io.tillview.events.publishing.DropReason;
import io.tillview.events.publishing.PublishOutcome;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** One event that was taken, from the queue until its outcome. */
final class OutgoingEvent implements Callback {

    /** What an event takes besides its bytes: this object, its future, and its places in queues and batches. */
    private static final int OVERHEAD = 256;

    private final CompletableFuture<PublishOutcome> outcome = new CompletableFuture<>();
    private final Delivery delivery;
    private final Backlog.Generation generation;
    private final int size;
    private ProducerRecord<byte[], byte[]> record;
    private Exception refusal;

    /** What outgoing events share. */
    interface Delivery {

        /** Whether it is the sending thread that runs: Kafka's refusals come back to it, its answers to Kafka's own thread. */
        boolean isSendingThread();

        /** Whether the publisher is being closed. */
        boolean isClosing();

        /** An event's outcome is decided: it counts from now on. */
        void decided(PublishOutcome outcome);

        /** The event's outcome has been told: its room is free. */
        void left(OutgoingEvent event);
    }

    OutgoingEvent(Delivery delivery, Backlog.Generation generation, ProducerRecord<byte[], byte[]> record) {
        this.delivery = delivery;
        this.generation = generation;
        this.record = record;
        this.size = sizeOf(record.key(), record.value());
    }

    /** The memory to reckon for an event. */
    static int sizeOf(byte[] key, byte[] value) {
        return key.length + value.length + OVERHEAD;
    }

    CompletableFuture<PublishOutcome> outcome() {
        return outcome;
    }

    Backlog.Generation generation() {
        return generation;
    }

    int size() {
        return size;
    }

    ProducerRecord<byte[], byte[]> record() {
        return record;
    }

    /** Kafka's producer has its own copy now. */
    void releaseRecord() {
        record = null;
    }

    /** Why Kafka's producer didn't take the event, once; null if it did. */
    Exception takeRefusal() {
        Exception last = refusal;
        refusal = null;
        return last;
    }

    @Override
    public void onCompletion(RecordMetadata metadata, Exception exception) {
        if (exception == null) {
            settle(new PublishOutcome.Delivered(
                    metadata.topic(),
                    metadata.partition(),
                    metadata.offset(),
                    Instant.ofEpochMilli(metadata.timestamp())));
        } else if (delivery.isSendingThread()) {
            refusal = exception;
        } else {
            drop(reason(), exception.toString());
        }
    }

    void drop(DropReason reason, String detail) {
        settle(new PublishOutcome.Dropped(reason, detail));
    }

    private DropReason reason() {
        return delivery.isClosing() ? DropReason.CLOSED : DropReason.REFUSED;
    }

    private void settle(PublishOutcome result) {
        delivery.decided(result);
        outcome.complete(result);
        delivery.left(this);
    }
}
