/**
 * Late arrivals come into the answers: {@link io.tillview.ingestion.merging.LateMerger} appends them to the datasources they are
 * missing in, one arrival hour at a time, each exactly once; {@link io.tillview.ingestion.merging.MergedOffsets} tells how far that has come.
 */
package io.tillview.ingestion.merging;
