/**
 * Journeys of visitors: funnels and retention, worked out over the events of one visitor after the other. No SQL, no clock, no threads.
 *
 * <p>Druid can't join a merchant's rows with themselves, so the events that matter come as rows, {@link
 * io.tillview.query.journeys.JourneyEvents} keeps them in bounded memory, and the folds go over each visitor's in order.
 *
 * <p><b>Order.</b> Events are in the order of their times, to the millisecond. Those of one millisecond are ordered by what they match:
 * by the first step that they match, then by the whole set of steps, read as a number whose lowest bit is the first step. Two events
 * that are equal in that are interchangeable, so an answer depends neither on how rows are stored nor on the order in which they come.
 *
 * <p><b>Who.</b> Visitors are told apart by {@code visitor_key}. Events without a visitor belong to nobody's journey.
 */
package io.tillview.query.journeys;
