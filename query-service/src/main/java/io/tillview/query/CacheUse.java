package io.tillview.query;

/** What a kept answer had to do with this one. Nothing is kept yet, so it is always {@link #MISS}. */
public enum CacheUse {
    /** All of it was kept. */
    HIT,
    /** Some of it was kept. */
    PARTIAL,
    /** Nothing of it was kept. */
    MISS,
    /** All of it was kept, and is older than the data, though not older than the question allows. */
    STALE
}
