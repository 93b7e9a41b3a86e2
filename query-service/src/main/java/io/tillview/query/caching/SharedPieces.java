package io.tillview.query.caching;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.tillview.query.merging.PieceEncoding;
import io.tillview.query.merging.PieceRows;
import io.tillview.query.scoping.SelectedColumn;
import io.tillview.query.segments.Fingerprint;
import io.tillview.tenancy.MerchantScope;
import io.tillview.tenancy.OneMerchant;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closed pieces in a store that replicas share, under the same keys as in memory. Their rows depend on nothing but the key and the
 * segments they were read from, whose fingerprint stands beside them: whichever replica read them, they are right for whoever is served
 * the same segments.
 *
 * <p>A value is the fingerprint, 16 bytes of an HMAC-SHA256 over the name, the fingerprint and the rows, and the rows as
 * {@link PieceEncoding} writes them. Who can write into the store but doesn't have the key of the replicas can neither make up rows nor
 * give one merchant's to another. Safe for use by many threads.
 */
final class SharedPieces {
    /** A piece of more is asked for as fast as it comes from elsewhere. */
    static final int MOST_BYTES = 256 * 1024;

    /** What takes more in memory is more when it is written down, too. */
    private static final long MOST_BYTES_IN_MEMORY = 8L * MOST_BYTES;

    private static final Logger LOG = LoggerFactory.getLogger(SharedPieces.class);

    static final String ALGORITHM = "HmacSHA256";

    private static final String PREFIX = "tillview:piece:";
    private static final String OF_ALL = PREFIX + "all:";
    private static final int FINGERPRINT_BYTES = 2 * Long.BYTES;
    private static final int MAC_BYTES = 16;
    private static final int HEADER_BYTES = FINGERPRINT_BYTES + MAC_BYTES;

    private final SharedStore store;
    private final SecretKey secret;
    private final Executor background;

    /**
     * @param store holds them
     * @param secret what the replicas know and the store doesn't
     * @param background writes them down; may reject what is too much
     */
    SharedPieces(SharedStore store, SecretKey secret, Executor background) {
        this.store = requireNonNull(store, "store");
        this.secret = requireNonNull(secret, "secret");
        this.background = requireNonNull(background, "background");
    }

    /**
     * Looks for pieces.
     *
     * @param sought which, and which segments are served of each
     * @param columns the columns of their rows
     * @return the rows of those that are there
     */
    Map<AnswerKey, List<List<Object>>> find(Map<AnswerKey, Fingerprint> sought, List<SelectedColumn> columns) {
        if (sought.isEmpty() || store == SharedStore.NONE) {
            return Map.of();
        }
        Map<String, byte[]> values =
                store.get(sought.keySet().stream().map(SharedPieces::name).toList());
        PieceEncoding encoding = new PieceEncoding(columns);
        Map<AnswerKey, List<List<Object>>> found = new HashMap<>();
        sought.forEach((key, fingerprint) -> {
            byte[] value = values.get(name(key));
            if (value != null && isGenuine(name(key), value, fingerprint)) {
                encoding.decode(Arrays.copyOfRange(value, HEADER_BYTES, value.length))
                        .ifPresent(rows -> found.put(key, rows));
            }
        });
        return found;
    }

    /** Shares the rows of a piece, some time later; perhaps not, where there is much to do. Returns at once. */
    void share(AnswerKey key, Fingerprint fingerprint, List<SelectedColumn> columns, List<List<Object>> rows) {
        if (store == SharedStore.NONE || PieceRows.bytesInMemory(rows) > MOST_BYTES_IN_MEMORY) {
            return;
        }
        try {
            background.execute(() -> put(key, fingerprint, columns, rows));
        } catch (RejectedExecutionException e) {
            LOG.debug("A piece isn't shared: too many are waiting.", e);
        }
    }

    private void put(AnswerKey key, Fingerprint fingerprint, List<SelectedColumn> columns, List<List<Object>> rows) {
        new PieceEncoding(columns)
                .encode(rows)
                .filter(encoded -> encoded.length <= MOST_BYTES)
                .ifPresent(encoded -> {
                    byte[] mac = mac(name(key), fingerprint, ByteBuffer.wrap(encoded));
                    ByteBuffer value = ByteBuffer.allocate(HEADER_BYTES + encoded.length)
                            .putLong(fingerprint.high())
                            .putLong(fingerprint.low())
                            .put(mac)
                            .put(encoded);
                    store.put(name(key), value.array());
                });
    }

    /**
     * Has the store lose all of a scope's, and all merchants' together, which may hold some of it.
     *
     * @throws SharedStoreUnavailableException if they may still be there
     */
    void purge(MerchantScope scope) {
        store.purge(prefix(scope));
        store.purge(OF_ALL);
    }

    private boolean isGenuine(String name, byte[] value, Fingerprint fingerprint) {
        if (value.length <= HEADER_BYTES) {
            return false;
        }
        ByteBuffer bytes = ByteBuffer.wrap(value);
        Fingerprint of = new Fingerprint(bytes.getLong(), bytes.getLong());
        byte[] mac = new byte[MAC_BYTES];
        bytes.get(mac);
        return of.equals(fingerprint) && MessageDigest.isEqual(mac, mac(name, of, bytes));
    }

    private byte[] mac(String name, Fingerprint fingerprint, ByteBuffer rows) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            // A name has no line end: where it stops is certain.
            mac.update((name + '\n').getBytes(UTF_8));
            mac.update(ByteBuffer.allocate(FINGERPRINT_BYTES)
                    .putLong(fingerprint.high())
                    .putLong(fingerprint.low())
                    .array());
            mac.update(rows);
            return Arrays.copyOf(mac.doFinal(), MAC_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HMAC-SHA256.", e);
        }
    }

    private static String name(AnswerKey key) {
        HexFormat hex = HexFormat.of();
        return prefix(key.scope()) + key.datasource().table() + ":"
                + key.interval().from().toEpochMilli() + "-"
                + key.interval().to().toEpochMilli() + ":" + hex.toHexDigits(key.high()) + hex.toHexDigits(key.low());
    }

    /** A merchant's id can't be taken for all merchants, nor be the beginning of another's. */
    private static String prefix(MerchantScope scope) {
        return scope instanceof OneMerchant one
                ? PREFIX + "merchant:" + one.merchant().value() + ":"
                : OF_ALL;
    }
}
