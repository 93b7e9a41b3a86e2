/**
 * How an event leaves: an {@link io.tillview.events.publishing.EventPublisher} answers at once with an
 * {@link io.tillview.events.publishing.Acceptance}, and tells the {@link io.tillview.events.publishing.PublishOutcome} of each
 * accepted event once it is known, exactly one for every event.
 *
 * <p>Nothing here knows Kafka or a disk; what carries the events is named in the implementation's own package.
 */
package io.tillview.events.publishing;
