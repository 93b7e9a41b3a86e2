package io.tillview.query;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How complete an answer is. */
public enum Completeness {
    /** Its time range ends after the time up to which data is known to be in. */
    OPEN,
    /** Everything that has arrived for its time range is in. */
    RECEIVED,
    /** The window for late events is past, too, and those that came are merged. */
    FINAL;

    /** Its name in JSON. */
    @JsonValue
    public String externalName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
