/**
 * How far the data reaches: what Druid has ingested, against what the topic held at a time that is known.
 *
 * <p>A {@link io.tillview.query.freshness.SupervisorReport} is what the Overlord tells about a datasource's ingestion. A
 * {@link io.tillview.query.freshness.DatasourceWatch} hears one after the other and concludes the
 * {@link io.tillview.query.freshness.Freshness}; it never claims more than is proved. Who asks the Overlord, and when, is
 * the business of {@code druid}.
 */
package io.tillview.query.freshness;
