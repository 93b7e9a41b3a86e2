package io.tillview.query.exports;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How an export is doing. */
public enum ExportState {
    /** Nobody works on it at the moment. */
    WAITING,
    /** A replica writes its file. */
    RUNNING,
    /** Its file is there. */
    DONE,
    /** It has no file, and never will have. */
    FAILED,
    /** Nobody asked about it for too long while it was made. */
    CANCELLED;

    /** Its name in JSON and in the database. */
    @JsonValue
    public String externalName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The state of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static ExportState named(String externalName) {
        return valueOf(externalName.toUpperCase(Locale.ROOT));
    }

    /** Whether its file may still come. */
    public boolean isUnfinished() {
        return this == WAITING || this == RUNNING;
    }
}
