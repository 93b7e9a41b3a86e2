/**
 * Puts the service together: the one place that knows all the other packages. What is configured wrongly is found here,
 * all of it at once, before anything listens.
 */
package io.tillview.query.assembly;
