package io.tillview.query;

/** What kept answers had to do with this one. */
public enum CacheUse {
    /** All of it was kept, and is what the data says. */
    HIT,
    /** Some of it was kept. */
    PARTIAL,
    /** Nothing of it was kept. */
    MISS,
    /** All of it was kept, and is older than the data, though not older than the question allows. */
    STALE
}
