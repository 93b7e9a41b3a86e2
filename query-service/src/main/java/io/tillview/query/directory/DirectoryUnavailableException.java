package io.tillview.query.directory;

import java.io.Serial;

/** The database can't be reached, or doesn't do what it is asked to. Each store says so in its own words. */
final class DirectoryUnavailableException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** @param cause why; null where that has just been said */
    DirectoryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
