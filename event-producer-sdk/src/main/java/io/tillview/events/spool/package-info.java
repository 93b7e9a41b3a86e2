/** Where events wait on disk: bounded, checksummed, and readable after the process was killed at any moment. */
package io.tillview.events.spool;
