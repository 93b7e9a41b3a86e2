/**
 * Brokers say which segments they serve: an extension for Druid 33, for Brokers only.
 *
 * <p>{@link io.tillview.cluster.segments.ServedSegmentsModule} has {@code TimelineChanges} told of each change of what a Broker
 * serves, while the Broker changes it. {@code ChangeLog} counts them and remembers the last, and
 * {@link io.tillview.cluster.segments.ServedSegmentsResource} tells {@code query-service} what changed since it last asked, or all of
 * it.
 */
package io.tillview.cluster.segments;
