package io.tillview.query.caching;

import static java.util.Objects.requireNonNull;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * What replicas share of what they keep.
 *
 * @param store where
 * @param secret known to the replicas and not to the store: nothing that wasn't written with it is believed
 */
public record Sharing(SharedStore store, SecretKey secret) {
    /** For a replica that keeps what it has to itself. */
    public static final Sharing NONE =
            new Sharing(SharedStore.NONE, new SecretKeySpec(new byte[1], SharedPieces.ALGORITHM));

    /** @throws NullPointerException if one is null */
    public Sharing {
        requireNonNull(store, "store");
        requireNonNull(secret, "secret");
    }
}
