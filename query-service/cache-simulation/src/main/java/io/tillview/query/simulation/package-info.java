/**
 * A day of dashboards, on a clock that nobody waits for, against the cache as it is: only the Broker, what it serves and the merchants
 * are made up. {@link io.tillview.query.simulation.DaySimulation} counts how many pieces of questions were answered without the Broker.
 */
package io.tillview.query.simulation;
