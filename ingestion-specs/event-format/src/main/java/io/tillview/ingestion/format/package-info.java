/**
 * How Druid reads the topic: an input format that sorts each Kafka record by the SDK's own rule and hands on the class of
 * records its datasource takes ({@link io.tillview.ingestion.format.EventInputFormat}), and an import's lines by the same
 * rules.
 *
 * <p>A row doesn't hold a map: it knows each column by name ({@link io.tillview.ingestion.format.EventColumns},
 * {@link io.tillview.ingestion.format.RejectedColumns}) and works out only those its datasource has. Ids are turned into
 * numbers and back by {@link io.tillview.ingestion.format.CompactId}.
 */
package io.tillview.ingestion.format;
