/**
 * Starts the services of an installation in order, in parallel where order does not matter, and stops them in reverse.
 * What was started is written down in the data folder, so that a supervisor that was killed leaves nothing the next one
 * cannot find and end.
 */
package io.tillview.cluster.supervision;
