package io.tillview.ingestion;

import static java.util.Objects.requireNonNull;

/**
 * One field of a spec that isn't as it should be.
 *
 * @param path the field, for example {@code spec.ioConfig.taskCount}
 * @param actual what Druid has, as JSON; {@code absent} if nothing
 * @param desired what the spec says, as JSON
 */
public record FieldDifference(String path, String actual, String desired) {

    public FieldDifference {
        requireNonNull(path, "path");
        requireNonNull(actual, "actual");
        requireNonNull(desired, "desired");
    }

    @Override
    public String toString() {
        return path + ": " + actual + " -> " + desired;
    }
}
