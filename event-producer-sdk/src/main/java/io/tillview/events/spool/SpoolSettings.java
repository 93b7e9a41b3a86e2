package io.tillview.events.spool;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a spool is kept.
 *
 * @param folder where its files are; belongs to one spool at a time
 * @param maxBytes what its files may take, at least 1 MiB
 * @param whenFull what happens when there is no room
 * @param fullWait how long {@link SpoolFullPolicy#BLOCK} waits
 * @param syncInterval how often what waits is forced to the disk; zero: never
 */
public record SpoolSettings(
        Path folder, long maxBytes, SpoolFullPolicy whenFull, Duration fullWait, Duration syncInterval) {

    private static final int LARGEST_SEGMENT = 16 << 20;
    private static final int SMALLEST_SEGMENT = 128 << 10;
    private static final int SEGMENTS = 8;

    public SpoolSettings {
        requireNonNull(folder, "folder");
        requireNonNull(whenFull, "whenFull");
        requireNonNull(fullWait, "fullWait");
        requireNonNull(syncInterval, "syncInterval");
        if (maxBytes < (long) SMALLEST_SEGMENT * SEGMENTS) {
            throw new IllegalArgumentException("a spool takes at least 1 MiB");
        }
    }

    /** Bytes of one segment file: an eighth of the whole, at most 16 MiB; in pages of 4 KiB. */
    int segmentBytes() {
        return (int) Math.min(LARGEST_SEGMENT, maxBytes / SEGMENTS) & -4096;
    }
}
