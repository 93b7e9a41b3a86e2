package io.tillview.ingestion;

/** An import can't be done, or can't go on; what was there before is as it was. */
public final class ImportRefusedException extends IngestionException {

    private static final long serialVersionUID = 1L;

    ImportRefusedException(String subject, String fact, String remedy) {
        super(subject, fact, remedy, null);
    }
}
