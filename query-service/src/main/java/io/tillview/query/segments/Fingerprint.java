package io.tillview.query.segments;

/**
 * The same for the same segments in the same stretches of time, and for no others: 128 bits of a SHA-256 over them.
 *
 * @param high the first 64 bits
 * @param low the next 64
 */
public record Fingerprint(long high, long low) {}
