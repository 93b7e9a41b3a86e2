package io.tillview.ingestion.reprocessing;

/** Told how far reprocessing has come, on the thread that does it. */
public interface ReprocessingProgress {
    /** A task is about to replace a chunk, or is waited for. */
    default void replacing(Chunk chunk) {}

    /** So many of all rows that are to be read have been read. */
    default void rows(long done, long total) {}

    /** Something that takes its time and reads no rows. */
    default void waiting(String what) {}
}
