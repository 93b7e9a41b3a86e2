/**
 * The vocabulary of what happens in a shop: an immutable {@link io.tillview.events.MerchantEvent}, the words it is made of
 * ({@link io.tillview.events.EventId}, {@link io.tillview.events.EventType}, {@link io.tillview.events.Money}), and the
 * rules it keeps ({@link io.tillview.events.EventRule}).
 *
 * <p>An event that exists is valid: it is checked once, when its builder builds it, and
 * {@link io.tillview.events.InvalidEventException} then names every rule that is broken, not only the first. How an event
 * becomes bytes is told in {@code encoding}, how it leaves in {@code publishing}, and that it leaves to Kafka in
 * {@code kafka}; this package knows none of them.
 */
package io.tillview.events;
