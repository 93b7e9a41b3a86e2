package io.tillview.events.publishing;

import io.tillview.events.MerchantEvent;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Sends events off. Safe for use by several threads; an application makes one and keeps it.
 *
 * <table>
 * <caption>How the methods behave</caption>
 * <tr><td>immediate</td><td>{@link #publish}, {@link #publishAsync}, {@link #metrics}: they don't wait for the network. A publisher
 *     may hold its caller back for the short, bounded times that its builder names: where Kafka can't keep up, where the spool is
 *     full and it was told to wait.</td></tr>
 * <tr><td>blocking up to a given time</td><td>{@link #flush}, {@link #close(Duration)}, {@link #close()}</td></tr>
 * <tr><td>throwing</td><td>{@link NullPointerException} where there is no event. Nothing that goes wrong on the way of an event is
 *     thrown: neither Kafka's answers, nor the disk's, nor an {@code Error} of a listener.</td></tr>
 * </table>
 *
 * <p>An interrupt never makes an event fail: it ends waits early and stays set.
 */
public interface EventPublisher extends AutoCloseable {

    /** How long {@link #close()} waits. */
    Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

    /**
     * Takes the event, or says at once why not. What becomes of an accepted event is counted in {@link #metrics}, told to the
     * publisher's listener if it has one, and otherwise needs nobody's attention.
     *
     * <p>Events of one merchant that one thread publishes are stored in the order of its calls.
     *
     * @throws NullPointerException if there is no event; nothing else is thrown
     */
    Acceptance publish(MerchantEvent event);

    /**
     * Like {@link #publish}, for who wants to know what becomes of this very event. The future takes memory until then, also
     * while the event waits in the spool.
     *
     * <p>The future always completes normally, exactly once, with the event's outcome; that of a refused event is there on return
     * ({@code Rejected}, or {@code Dropped} with the reason). What is chained to it without an executor runs on a thread of the
     * publisher and must be short; cancelling it doesn't call the event back.
     *
     * @throws NullPointerException if there is no event; nothing else is thrown
     */
    CompletableFuture<PublishOutcome> publishAsync(MerchantEvent event);

    /**
     * Waits until every event accepted before this call, and every event recovered from the spool, has its outcome. An interrupt
     * ends the wait and stays set.
     *
     * @param timeout how long to wait at most
     * @return how many of those events are not delivered yet; 0 if each has its outcome
     */
    long flush(Duration timeout);

    /**
     * Takes no more events, waits for the outcomes of those that were accepted, and keeps the rest in the spool, where the next
     * publisher on the same folder finds it. On return every event has its outcome and nothing of the publisher runs any more. A
     * second call returns 0. An interrupt ends the wait, and stays set.
     *
     * @param timeout how long to wait at most for deliveries
     * @return how many events are not delivered because the time was over
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
