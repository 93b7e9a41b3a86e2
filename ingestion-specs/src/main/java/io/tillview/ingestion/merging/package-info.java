/**
 * Late arrivals come into the answers: {@link io.tillview.ingestion.merging.LateMerger} appends them to the datasources they are
 * missing in, one arrival hour at a time, each exactly once.
 */
package io.tillview.ingestion.merging;
