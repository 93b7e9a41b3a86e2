package io.tillview.query.caching;

import static java.util.Objects.requireNonNull;

/**
 * How one replica's cache is doing.
 *
 * @param answers how many answers and pieces of answers are kept, about
 * @param bytes how much memory they take, about
 * @param evictions how many were thrown out for want of room or because they were old, since the start
 * @param counts what came of questions
 */
public record CacheStatistics(long answers, long bytes, long evictions, Counts counts) {
    /** @throws NullPointerException if {@code counts} is null */
    public CacheStatistics {
        requireNonNull(counts, "counts");
    }

    /**
     * What came of questions for rows, since the start. An answer may need several.
     *
     * @param hits all was kept
     * @param partials some of it was
     * @param misses nothing was
     * @param stales all was kept, and old
     * @param notKept rows that aren't kept, because they are too many
     * @param shared how many waited for what another was asking just then
     * @param together how many were brought by a statement that was for several questions
     * @param piecesKept of questions that were put together, how many pieces had been kept
     * @param piecesShared how many of these came from the store that replicas share
     * @param piecesAsked how many had to be asked for
     * @param changedMeanwhile how often rows weren't kept because other segments came to be served while they were read
     */
    public record Counts(
            long hits,
            long partials,
            long misses,
            long stales,
            long notKept,
            long shared,
            long together,
            long piecesKept,
            long piecesShared,
            long piecesAsked,
            long changedMeanwhile) {}
}
