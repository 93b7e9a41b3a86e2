package io.tillview.query.segments;

/**
 * The same for the same segments in the same stretches of time, and for no others: the sum, modulo 2<sup>128</sup>, of 128 bits of a
 * SHA-256 over each of them. Nobody who asks chooses what segments are called, so two sets have the same sum by chance only. None at
 * all is 0.
 *
 * @param high the first 64 bits
 * @param low the next 64
 */
public record Fingerprint(long high, long low) {}
