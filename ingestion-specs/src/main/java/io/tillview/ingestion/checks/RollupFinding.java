package io.tillview.ingestion.checks;

import java.time.Instant;

/**
 * Something a rollup says that the detail doesn't.
 *
 * @param rollup the rollup's datasource
 * @param hour the hour, by its first instant
 * @param what which figure: a measure of an event type and currency, or a distinct count
 * @param detail the detail's figure
 * @param rolledUp the rollup's
 * @param moving whether the detail's own figures went on changing while it was looked at, so that nothing is proved
 */
public record RollupFinding(String rollup, Instant hour, String what, double detail, double rolledUp, boolean moving) {}
