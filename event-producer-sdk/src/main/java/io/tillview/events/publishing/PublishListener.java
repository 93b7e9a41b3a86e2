package io.tillview.events.publishing;

import io.tillview.events.EventId;

/**
 * Is told what became of each accepted event, once, also of those that a predecessor left in the spool.
 *
 * <p>It runs on the publisher's threads (that of Kafka's producer above all): it has to be short, and safe for use by several
 * threads. What it throws is logged and goes no further.
 */
@FunctionalInterface
public interface PublishListener {

    /**
     * An accepted event has its outcome.
     *
     * @param eventId the event's own id
     * @param outcome what became of it; never {@link PublishOutcome.Rejected}, since such an event isn't accepted
     */
    void onOutcome(EventId eventId, PublishOutcome outcome);
}
