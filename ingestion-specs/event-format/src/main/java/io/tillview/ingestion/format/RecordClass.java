package io.tillview.ingestion.format;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** Which records a datasource takes. */
public enum RecordClass {
    /** Events that came at most six hours after they happened. */
    LIVE,
    /** Events that came later than that. */
    LATE,
    /** What is no event, or lies in the future. */
    REJECTED,
    /** Every event, whenever it happened: an import's lines, which came at no time. */
    ALL;

    /** Its name in a spec. */
    @JsonValue
    public String externalName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The class of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    @JsonCreator
    public static RecordClass named(String externalName) {
        return Arrays.stream(values())
                .filter(one -> one.externalName().equals(externalName))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("records has to be live, late, rejected or all in a spec"));
    }
}
