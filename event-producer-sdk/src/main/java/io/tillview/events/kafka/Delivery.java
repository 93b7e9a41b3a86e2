package io.tillview.events.kafka;

import io.tillview.events.kafka.Generations.Generation;
import io.tillview.events.publishing.PublishOutcome;
import io.tillview.events.spool.NewRecord;
import io.tillview.events.spool.SpoolPlace;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;

/** One hand-over of one event to Kafka's producer, from before it until Kafka's answer. */
final class Delivery extends SpoolPlace implements Callback {

    /** What an event on its way takes besides its bytes: this object, and its places in the producer's batch. */
    private static final int OVERHEAD = 256;

    private static final AtomicIntegerFieldUpdater<Delivery> ANSWERED =
            AtomicIntegerFieldUpdater.newUpdater(Delivery.class, "answered");

    /** What the deliveries of a publisher share. */
    interface Answers {

        /** Kafka has answered, once. */
        void answered(Delivery delivery, RecordMetadata metadata, Exception refusal);

        /** The event waits in the spool: who wants its outcome will be asked for by its place. */
        void waits(long position, CompletableFuture<PublishOutcome> future);
    }

    private final Answers answers;
    private final long idHigh;
    private final long idLow;
    private final Generation generation;
    private final CompletableFuture<PublishOutcome> future;
    private final boolean again;
    private final int size;
    /** When it was accepted, by {@code nanoTime}; 0 if this one isn't measured. */
    private final long begun;

    private byte[] key;
    private byte[] value;
    private boolean counted;
    private Thread handing;
    private Exception refusal;

    @SuppressWarnings("UnusedVariable") // Used by ANSWERED.
    private volatile int answered;

    Delivery(
            Answers answers,
            byte[] key,
            byte[] value,
            long idHigh,
            long idLow,
            Generation generation,
            CompletableFuture<PublishOutcome> future,
            long begun,
            boolean again) {
        this.answers = answers;
        this.key = key;
        this.value = value;
        this.idHigh = idHigh;
        this.idLow = idLow;
        this.generation = generation;
        this.future = future;
        this.begun = begun;
        this.again = again;
        this.size = key.length + value.length + OVERHEAD;
    }

    byte[] key() {
        return key;
    }

    byte[] value() {
        return value;
    }

    long idHigh() {
        return idHigh;
    }

    long idLow() {
        return idLow;
    }

    Generation generation() {
        return generation;
    }

    CompletableFuture<PublishOutcome> future() {
        return future;
    }

    long begun() {
        return begun;
    }

    /** Whether a predecessor, or an earlier hand-over, may have sent the event. */
    boolean isAgain() {
        return again;
    }

    int size() {
        return size;
    }

    /** Whether its memory was taken from the bound of events on their way. */
    boolean isCounted() {
        return counted;
    }

    void count() {
        counted = true;
    }

    NewRecord asRecord() {
        return new NewRecord(key, value, idHigh, idLow, generation.id());
    }

    /** Kafka's producer has its own copy, and the spool another. */
    void releaseContent() {
        key = null;
        value = null;
    }

    @Override
    protected void onWaiting() {
        if (future != null) {
            answers.waits(position(), future);
        }
    }

    /** From here to {@link #handedOver} a refusal that comes back on this thread belongs to the hand-over. */
    void handOver() {
        refusal = null;
        handing = Thread.currentThread();
    }

    /** The hand-over is over; why it failed, null if it didn't. */
    Exception handedOver() {
        handing = null;
        return refusal;
    }

    @Override
    public void onCompletion(RecordMetadata metadata, Exception exception) {
        if (exception != null && handing == Thread.currentThread()) {
            refusal = exception;
        } else if (ANSWERED.compareAndSet(this, 0, 1)) {
            answers.answered(this, metadata, exception);
        }
    }

    /** After its producer was closed: whether Kafka's answer never came, and none will. */
    boolean isUnanswered() {
        return ANSWERED.compareAndSet(this, 0, 1);
    }
}
