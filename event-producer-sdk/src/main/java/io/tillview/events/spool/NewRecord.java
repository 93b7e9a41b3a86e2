package io.tillview.events.spool;

import static java.util.Objects.requireNonNull;

/**
 * A record to append.
 *
 * @param key at most 255 bytes
 * @param value the value
 * @param idHigh the id's first half
 * @param idLow the id's second half
 * @param generation a number that comes back with the record, 0 to 65,535
 */
@SuppressWarnings("ArrayRecordComponent") // Its arrays are copied into the spool at once.
public record NewRecord(byte[] key, byte[] value, long idHigh, long idLow, int generation) {

    public NewRecord {
        requireNonNull(value, "value");
        if (key.length > RecordLayout.MAX_KEY) {
            throw new IllegalArgumentException("a key takes at most " + RecordLayout.MAX_KEY + " bytes");
        }
    }
}
