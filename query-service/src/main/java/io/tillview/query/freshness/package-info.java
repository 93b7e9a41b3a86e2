/**
 * How far the data reaches: what Druid's tasks have read, against what the topic held at times that are known.
 *
 * <p>{@code TopicMarks} collects what is proved about the topic, {@code TaskCoverage} what the tasks hold; a
 * {@code DatasourceWatch} concludes the {@link io.tillview.query.freshness.Freshness} from both and never claims more than is
 * proved. {@link io.tillview.query.freshness.FreshnessSampler} asks, in the background; whom, is behind the ports
 * {@link io.tillview.query.freshness.Topic} and {@link io.tillview.query.freshness.Ingestion}.
 */
package io.tillview.query.freshness;
