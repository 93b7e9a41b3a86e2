package io.tillview.ingestion;

/**
 * What came of an import.
 *
 * @param accepted lines that are events and can now be asked for
 * @param rejected lines that break a rule; each was told to the {@link ImportProgress}
 * @param alreadyImported whether the same events had been imported before, so that nothing was done
 */
public record ImportReport(long accepted, long rejected, boolean alreadyImported) {}
