/**
 * Synthetic shops: what their visitors do, told through the SDK's public API and nothing else, so that it doubles as the
 * SDK's larger example. {@link io.tillview.demo.DemoShops} is the plan, {@link io.tillview.demo.LiveTraffic} sends it at a
 * steady rate, {@link io.tillview.demo.DailyTotals} knows what every answer about it has to be.
 */
package io.tillview.demo;
