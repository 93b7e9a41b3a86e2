package io.tillview.query.exports;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/**
 * A part of an export's file.
 *
 * @param name its file's name in the shared folder
 * @param bytes how many of its bytes count, from the first; what is behind them doesn't
 */
public record ExportSegment(String name, long bytes) {
    static final char SEPARATOR = '.';

    /**
     * @throws NullPointerException if the name is null
     * @throws IllegalArgumentException if there are fewer than no bytes
     */
    public ExportSegment {
        requireNonNull(name, "name");
        if (bytes < 0) {
            throw new IllegalArgumentException("A segment has no fewer than 0 bytes.");
        }
    }

    /** The name of what is written under a claim. */
    public static String nameOf(UUID export, UUID claim) {
        return export.toString() + SEPARATOR + claim;
    }
}
