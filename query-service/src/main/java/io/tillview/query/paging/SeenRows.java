package io.tillview.query.paging;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Which rows have been answered, in 128 bits, whatever their order. Not safe for use by several threads. */
public final class SeenRows {
    static final int BYTES = 16;

    private final MessageDigest sha256;
    private final byte[] sum = new byte[BYTES];

    /** None yet. */
    public SeenRows() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }

    /**
     * Adds a row.
     *
     * @param key what tells it from all others: texts, numbers and nulls
     */
    public void add(List<Object> key) {
        for (Object part : key) {
            // With its length before it, so that no two keys read the same.
            String text = part == null ? "" : part.toString();
            sha256.update((part == null ? "-:" : text.length() + ":").getBytes(StandardCharsets.UTF_8));
            sha256.update(text.getBytes(StandardCharsets.UTF_8));
        }
        byte[] digest = sha256.digest();
        for (int i = 0; i < BYTES; i++) {
            sum[i] ^= digest[i];
        }
    }

    /** The same for the same rows. */
    public String fingerprint() {
        return HexFormat.of().formatHex(sum);
    }
}
