package io.tillview.events.spool;

/**
 * A record read back, which is the reader's from then on: it settles it or gives it back.
 *
 * @param position its place as a number
 * @param again whether a predecessor may have sent it already
 * @param idHigh the id's first half
 * @param idLow the id's second half
 * @param generation what it was appended with, 0 to 65,535; 0 if it was recovered
 * @param key its key
 * @param value its value
 */
@SuppressWarnings("ArrayRecordComponent") // It is handed on once, and never compared.
public record SpooledRecord(
        long position, boolean again, long idHigh, long idLow, int generation, byte[] key, byte[] value) {}
