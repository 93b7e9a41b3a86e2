package io.tillview.events.kafka;

import java.util.List;

/** A publisher can't be made from these settings; it names every fault, each with its remedy, and no setting's secret value. */
public final class InvalidPublisherSettingsException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> faults;

    InvalidPublisherSettingsException(List<String> faults, Throwable cause) {
        super(String.join("; ", faults), cause);
        this.faults = List.copyOf(faults);
    }

    /** The faults, at least one; empty only in a deserialized copy. */
    public List<String> faults() {
        return faults == null ? List.of() : faults;
    }
}
