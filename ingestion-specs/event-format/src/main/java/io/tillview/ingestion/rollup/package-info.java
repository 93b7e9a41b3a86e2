/**
 * How a rollup's rows are held in memory while they are ingested: as Druid's own in-memory index holds them, but with a truer
 * estimate of what they take ({@link io.tillview.ingestion.rollup.RollupIndexSpec}).
 */
package io.tillview.ingestion.rollup;
