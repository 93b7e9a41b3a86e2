/** A publisher's counts as Micrometer's meters, for applications that have Micrometer; nothing else in the SDK knows it. */
package io.tillview.events.micrometer;
