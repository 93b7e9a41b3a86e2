/**
 * How rows are held in memory while they are ingested: as Druid's own in-memory index holds them, but with words that come again
 * held once, and a truer estimate of what a rollup's sketches take ({@link io.tillview.ingestion.memory.MemoryIndexSpec}).
 */
package io.tillview.ingestion.memory;
