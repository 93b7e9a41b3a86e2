/**
 * How an event leaves: an {@link io.tillview.events.publishing.EventPublisher} takes it at once and later tells its
 * {@link io.tillview.events.publishing.PublishOutcome}, exactly one for every event.
 *
 * <p>Nothing here knows Kafka; what carries the events is named in the implementation's own package.
 */
package io.tillview.events.publishing;
