package io.tillview.events.publishing;

import io.tillview.events.MerchantEvent;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Sends events off. Safe for use by several threads; an application makes one and keeps it.
 *
 * <p>At once: {@link #publish}, {@link #metrics}. Blocking up to a given time: {@link #flush}, {@link #close(Duration)}, {@link #close()}.
 */
public interface EventPublisher extends AutoCloseable {

    /** How long {@link #close()} waits. */
    Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

    /**
     * Takes the event and returns at once: it neither waits for the network nor for room in a buffer. Where there is no
     * room, the event is dropped, and the outcome says so.
     *
     * <p>The future always completes normally, exactly once, with the event's outcome; {@code Rejected} and the drops of events
     * that weren't taken are there on return. Events of one merchant are stored in the order of these calls. What is chained to
     * the future without an executor runs on the publisher's own thread and must be short; cancelling it doesn't call the event back.
     *
     * @throws NullPointerException if there is no event; nothing else is thrown
     */
    CompletableFuture<PublishOutcome> publish(MerchantEvent event);

    /**
     * Waits until every event taken before this call has its outcome. An interrupt ends the wait and stays set.
     *
     * @param timeout how long to wait at most
     * @return how many of those events are not delivered yet; 0 if each has its outcome
     */
    long flush(Duration timeout);

    /**
     * Takes no more events, waits for the outcomes of those that were taken, and then gives the rest the outcome
     * {@link DropReason#CLOSED}. On return every event has its outcome and nothing of the publisher runs any more. A second
     * call returns 0. An interrupt ends the wait, and stays set.
     *
     * @param timeout how long to wait at most for deliveries
     * @return how many events were dropped because the time was over
     */
    long close(Duration timeout);

    /** {@link #close(Duration)} with {@link #CLOSE_TIMEOUT}. */
    @Override
    default void close() {
        close(CLOSE_TIMEOUT);
    }

    /** What has been counted so far. */
    PublishMetrics metrics();
}
