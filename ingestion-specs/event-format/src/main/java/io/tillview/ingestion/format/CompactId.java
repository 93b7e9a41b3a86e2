package io.tillview.ingestion.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
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

    private static final int UUID_LENGTH = 36;
    private static final byte[] HEX = hexDigits();
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** The parts of an id; {@link #NONE} for null. */
    static CompactId of(String id) {
        if (id == null) {
            return NONE;
        }
        if (id.length() == UUID_LENGTH
                && id.charAt(8) == '-'
                && id.charAt(13) == '-'
                && id.charAt(18) == '-'
                && id.charAt(23) == '-') {
            long first = hex(id, 0, 8);
            long second = hex(id, 9, 4);
            long third = hex(id, 14, 4);
            long fourth = hex(id, 19, 4);
            long fifth = hex(id, 24, 12);
            if ((first | second | third | fourth | fifth) >= 0) {
                long low = (fourth << 48) | fifth;
                return new CompactId(((first << 32) | (second << 16) | third) ^ low, low, null);
            }
        }
        return new CompactId(hash(id), null, id);
    }

    /** The id again; null for {@link #NONE}. */
    String original() {
        return low == null ? text : new UUID(key ^ low, low).toString();
    }

    /** So many digits in lower case as a number; negative if one is none. */
    private static long hex(String id, int at, int digits) {
        long bits = 0;
        for (int i = at; i < at + digits; i++) {
            char c = id.charAt(i);
            int digit = c < HEX.length ? HEX[c] : -1;
            if (digit < 0) {
                return -1;
            }
            bits = (bits << 4) | digit;
        }
        return bits;
    }

    private static byte[] hexDigits() {
        byte[] digits = new byte['f' + 1];
        Arrays.fill(digits, (byte) -1);
        for (int i = 0; i < 16; i++) {
            digits["0123456789abcdef".charAt(i)] = (byte) i;
        }
        return digits;
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
