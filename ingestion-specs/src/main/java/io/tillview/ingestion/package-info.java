/**
 * How a topic becomes segments: the specs in this module's {@code specs/} folder, and what makes them real.
 *
 * <p>{@link io.tillview.ingestion.IngestionSpecs} finds them, {@link io.tillview.ingestion.SpecTemplate} fills in what differs
 * from one installation to another ({@link io.tillview.ingestion.SpecValues}) and refuses anything else, and
 * {@link io.tillview.ingestion.SpecReconciler} compares them with what Kafka and Druid have, says what differs
 * ({@link io.tillview.ingestion.SpecChange}), and changes that and nothing more.
 */
package io.tillview.ingestion;
