package io.tillview.events.spool;

/**
 * What a spool holds and has gone through.
 *
 * @param bytes what its files take on disk
 * @param unsent records that wait to be read back
 * @param recovered records found when it was opened
 * @param torn damaged stretches found when it was opened
 * @param failures how often the disk refused something
 */
public record SpoolCounts(long bytes, long unsent, long recovered, long torn, long failures) {}
