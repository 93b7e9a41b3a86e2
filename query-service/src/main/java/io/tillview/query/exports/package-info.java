/**
 * Exports: rows without a bound, written to a file by whichever replica is free, and sent by whichever is asked.
 *
 * <p>{@link io.tillview.query.exports.Exports} takes and answers requests. What was asked for is a row in the directory database
 * ({@link io.tillview.query.exports.ExportStore}); {@link io.tillview.query.exports.ExportWorkers} claims rows, for as long as it
 * renews its lease, and an {@code ExportRun} writes one piece of time after the other to a segment of its own in the shared folder
 * ({@link io.tillview.query.exports.ExportFiles}). The row says how many bytes of which segments count: whoever takes over begins a
 * segment of its own after these, so that two that believe to be the owner never write to the same file.
 */
package io.tillview.query.exports;
