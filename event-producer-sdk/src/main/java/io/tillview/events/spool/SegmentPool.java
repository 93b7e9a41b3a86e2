package io.tillview.events.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** The files of a spool that hold nothing, and the room for more of them. Guarded by the spool's lock, but for {@link #make}. */
final class SegmentPool {

    private static final int SPARE = 1;
    private static final int KEPT_AT_CLOSE = 2;

    private final Path folder;
    private final int segmentBytes;
    private final long maxBytes;
    private final Deque<SegmentFile> free = new ArrayDeque<>();
    private long bytes;
    private int nextFile;

    SegmentPool(SpoolSettings settings) {
        this.folder = settings.folder();
        this.segmentBytes = settings.segmentBytes();
        this.maxBytes = settings.maxBytes();
    }

    /** A file that was found; its number is not given again. */
    void found(SegmentFile file) {
        bytes += file.bytes();
        String name = file.path().getFileName().toString();
        String number = name.substring(0, name.length() - SegmentFile.SUFFIX.length());
        nextFile = Math.max(nextFile, Integer.parseInt(number) + 1);
    }

    /** A file that holds nothing; null if there is none now. */
    SegmentFile take() {
        return free.poll();
    }

    void giveBack(SegmentFile file) {
        free.push(file);
    }

    boolean hasFree() {
        return !free.isEmpty();
    }

    /** Whether there is room for one more file. */
    boolean mayGrow() {
        return bytes + segmentBytes <= maxBytes;
    }

    boolean wantsSpare() {
        return free.size() < SPARE && mayGrow();
    }

    /** Takes the room for a file, which {@link #make} then makes or {@link #giveUp} gives back; its path. */
    Path reserve() {
        bytes += segmentBytes;
        return folder.resolve(nextFile++ + SegmentFile.SUFFIX);
    }

    void giveUp() {
        bytes -= segmentBytes;
    }

    SegmentFile make(Path path) throws IOException {
        return SegmentFile.make(path, segmentBytes);
    }

    long bytes() {
        return bytes;
    }

    /** Deletes what holds nothing, but for what a successor needs to begin with. */
    void trim() {
        while (free.size() > KEPT_AT_CLOSE) {
            SegmentFile file = free.poll();
            try {
                Files.deleteIfExists(file.path());
                bytes -= file.bytes();
            } catch (IOException e) {
                return;
            }
        }
    }
}
