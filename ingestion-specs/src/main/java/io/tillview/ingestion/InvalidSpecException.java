package io.tillview.ingestion;

/** A spec isn't there, isn't JSON, or names a placeholder that doesn't exist. */
public final class InvalidSpecException extends IngestionException {

    private static final long serialVersionUID = 1L;

    InvalidSpecException(String path, String fact, String remedy, Throwable cause) {
        super(path, fact, remedy, cause);
    }
}
