package io.tillview.ingestion;

import java.util.OptionalInt;

/** Druid's Overlord couldn't be reached or refused what was asked. */
public final class DruidRefusedException extends IngestionException {

    private static final long serialVersionUID = 1L;

    private final int status;

    /** With the HTTP status, 0 where there was no answer. */
    public DruidRefusedException(String subject, String fact, String remedy, int status, Throwable cause) {
        super(subject, fact, remedy, cause);
        this.status = status;
    }

    /** The HTTP status, if there was an answer. */
    public OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }
}
