/**
 * Closed chunks keep a merchant's rows together: {@link io.tillview.ingestion.layout.LayoutKeeper} has each laid out once, as its
 * datasource's {@code compaction.json} says, and merges the hours of old days.
 */
package io.tillview.ingestion.layout;
