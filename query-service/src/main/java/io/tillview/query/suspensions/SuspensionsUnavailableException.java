package io.tillview.query.suspensions;

import java.io.Serial;

/** The place where suspensions stand can't be reached. */
public final class SuspensionsUnavailableException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * @param message what can't be reached; for the log
     * @param cause why
     */
    public SuspensionsUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
