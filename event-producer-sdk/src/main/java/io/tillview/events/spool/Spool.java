package io.tillview.events.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A bounded queue of records on disk that survives the process. Records are appended by many threads and read back, in order, by
 * one.
 *
 * <p>The spool is either <em>caught up</em>, and an appended record is at once the caller's to send ({@link Appended#HANDED}), or
 * <em>behind</em>, and an appended record waits in line ({@link Appended#WAITING}) until the reader takes it. Which of the two
 * is decided together with the append, under one short lock, so that a thread's records keep their order across the change. It
 * falls behind when a record is given back, and is caught up when the reader finds nothing more.
 *
 * <p>A record is safe from the process's end as soon as {@link #append} returns: the files are mapped into memory, and what is
 * stored there is the operating system's. Room is taken from the disk before it is mapped, so that a full disk is an answer
 * ({@link Appended#FAILED}) and never a fault.
 *
 * <p>Safe for use by several threads, but for what is said to be the reader's.
 */
public final class Spool implements AutoCloseable {

    private static final int MAX_SLOTS = 64;

    private final SpoolLock folderLock;
    private final SpoolState state;
    private final SpoolWriter writer;
    private final SpoolReader reader;
    private final SpoolKeeper keeper;

    private Spool(SpoolSettings settings, SpoolLock folderLock, Consumer<SpooledRecord> dropped) throws IOException {
        this.folderLock = folderLock;
        this.state = SpoolState.recovered(settings);
        this.reader = new SpoolReader(state);
        this.writer = new SpoolWriter(state, settings, dropped);
        this.keeper = SpoolKeeper.start(state, settings);
    }

    /**
     * Opens the folder's spool, with what a predecessor left in it; makes it where there is none. Not being able to take room for
     * records is no reason to fail.
     *
     * @param settings how it is kept
     * @param dropped is told each record that gives way by {@link SpoolFullPolicy#DROP_OLDEST}, without key and value
     * @throws SpoolInUseException if another spool has the folder
     * @throws IOException if the folder can't be made, read or written
     */
    public static Spool open(SpoolSettings settings, Consumer<SpooledRecord> dropped) throws IOException {
        Files.createDirectories(settings.folder());
        SpoolLock lock = SpoolLock.take(settings.folder());
        try {
            return new Spool(settings, lock, dropped);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** The same in the first of the subfolders {@code 0} to {@code 63} that no other spool has. */
    public static Spool openFirstFree(SpoolSettings settings, Consumer<SpooledRecord> dropped) throws IOException {
        SpoolInUseException last = null;
        for (int slot = 0; slot < MAX_SLOTS; slot++) {
            Path folder = settings.folder().resolve(Integer.toString(slot));
            try {
                return open(
                        new SpoolSettings(
                                folder,
                                settings.maxBytes(),
                                settings.whenFull(),
                                settings.fullWait(),
                                settings.syncInterval()),
                        dropped);
            } catch (SpoolInUseException e) {
                last = e;
            }
        }
        throw last;
    }

    /** The folder. */
    public Path folder() {
        return state.folder();
    }

    /** Whether records wait in line. It may have changed by the time this returns, unless the caller is the reader. */
    public boolean isBehind() {
        return state.isBehind();
    }

    /**
     * Appends a record. Waits at most for a new file, and for as long as the policy says where there is no room.
     *
     * @param place where it has been put; empty before
     * @param record what to append
     * @param purpose what for
     * @param mayWait whether this thread may be held back
     */
    public Appended append(SpoolPlace place, NewRecord record, Purpose purpose, boolean mayWait) {
        return writer.append(place, record, purpose, mayWait);
    }

    /** The record is delivered or dropped: its room can be used again. */
    public void settle(SpoolPlace place) {
        place.segment.state(place.at, RecordLayout.SETTLED);
        state.release(place.segment);
    }

    /** The record stays as it is, for whoever opens the spool next. */
    public void keep(SpoolPlace place) {
        place.segment.state(place.at, RecordLayout.KEPT);
    }

    /**
     * A record that was handed out isn't sent after all: it waits at its place in line again, and the spool is behind.
     *
     * @param again whether it may have been sent nevertheless
     */
    public void giveBack(SpoolPlace place, boolean again) {
        state.giveBack(place, again);
    }

    /** From now on records wait in line, until the reader has found none. */
    public void fallBehind() {
        state.fallBehind();
    }

    /**
     * The next record in line, handed out; null if there is none, and then the spool is caught up. The reader's alone.
     *
     * @param place is put where the record is
     */
    public SpooledRecord take(SpoolPlace place) {
        return reader.take(place);
    }

    /** Moves a place onto another object. */
    public static void move(SpoolPlace from, SpoolPlace to) {
        to.segment = from.segment;
        to.at = from.at;
    }

    /** Waits until the spool is behind or closed, at most for so long. The reader's alone. */
    public void awaitBehind(long nanos) throws InterruptedException {
        state.awaitBehind(nanos);
    }

    /** Waits until the spool is caught up, at most for so long. An interrupt ends the wait and stays set. */
    public void awaitCaughtUp(long nanos) {
        state.awaitCaughtUp(nanos);
    }

    /** Tells every record that is neither settled nor kept, without key and value. For when nothing else goes on. */
    public void forEachLeft(Consumer<SpooledRecord> told) {
        reader.forEachLeft(told);
    }

    /** What it holds and has gone through. */
    public SpoolCounts counts() {
        return state.counts();
    }

    /** Takes no more records; forces what is left to the disk if that was asked for; lets go of the folder. */
    @Override
    public void close() {
        keeper.close();
        try {
            folderLock.close();
        } catch (IOException e) {
            state.failed("letting go of its folder", e);
        }
    }
}
