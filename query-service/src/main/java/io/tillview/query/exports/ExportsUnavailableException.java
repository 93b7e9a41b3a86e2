package io.tillview.query.exports;

import java.io.Serial;

/** What exports need, the directory database or the shared folder, can't be reached. */
public final class ExportsUnavailableException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * @param message what can't be reached; for the log
     * @param cause why
     */
    public ExportsUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
