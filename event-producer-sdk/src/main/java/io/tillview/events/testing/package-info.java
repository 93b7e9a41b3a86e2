/** For the tests of code that publishes events: a publisher that keeps them in memory. */
package io.tillview.events.testing;
