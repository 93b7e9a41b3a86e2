package io.tillview.ingestion.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tillview.events.TextField;
import io.tillview.events.encoding.DecodedEvent;
import java.util.UUID;

/**
 * A visitor's, session's, customer's or order's id as the columns keep it. Different ids have different keys, so that
 * counting keys counts ids, whatever their form:
 *
 * <ul>
 *   <li>a UUID in its lower-case text form: {@code low} is its second half, {@code key} both halves combined by exclusive
 *       or, {@code text} null. 16 bytes instead of 36, and no dictionary;
 *   <li>any other text: {@code text} is that, {@code key} a 64-bit hash of it, {@code low} null. Among a hundred million ids
 *       two share a key with a probability of one in 3,700.
 * </ul>
 *
 * @param key what to count; null without an id
 * @param low the second half of a UUID; null for any other id
 * @param text the id, if it is no UUID
 */
record CompactId(Long key, Long low, String text) {

    /** No id. */
    static final CompactId NONE = new CompactId(null, null, null);

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** The parts of one of an event's ids; {@link #NONE} where it has none. */
    static CompactId of(DecodedEvent event, TextField field) {
        if (!event.has(field)) {
            return NONE;
        }
        UUID uuid = event.uuid(field);
        if (uuid == null) {
            String text = event.text(field);
            return new CompactId(hash(text), null, text);
        }
        long low = uuid.getLeastSignificantBits();
        return new CompactId(uuid.getMostSignificantBits() ^ low, low, null);
    }

    /** The id again; null for {@link #NONE}. */
    String original() {
        return low == null ? text : new UUID(key ^ low, low).toString();
    }

    /** FNV-1a (Fowler, Noll, Vo) over the text in UTF-8, mixed by the finalizer of MurmurHash3 (Austin Appleby). */
    private static long hash(String id) {
        long hash = FNV_OFFSET;
        for (byte one : id.getBytes(UTF_8)) {
            hash = (hash ^ (one & 0xff)) * FNV_PRIME;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }
}
