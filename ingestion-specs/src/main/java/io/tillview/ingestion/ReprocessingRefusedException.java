package io.tillview.ingestion;

/** Reprocessing can't be done, or can't go on; chunks that were replaced stay so, all others are as they were. */
public final class ReprocessingRefusedException extends IngestionException {

    private static final long serialVersionUID = 1L;

    /** With what it is about, what is in the way, and what to do about that. */
    public ReprocessingRefusedException(String subject, String fact, String remedy) {
        super(subject, fact, remedy, null);
    }
}
