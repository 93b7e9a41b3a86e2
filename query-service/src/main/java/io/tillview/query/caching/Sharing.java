package io.tillview.query.caching;

import static java.util.Objects.requireNonNull;

import javax.crypto.SecretKey;

/**
 * What replicas share of what they keep.
 *
 * @param store where
 * @param secret known to the replicas and not to the store: nothing that wasn't written with it is believed
 */
public record Sharing(SharedStore store, SecretKey secret) {
    /** @throws NullPointerException if one is null */
    public Sharing {
        requireNonNull(store, "store");
        requireNonNull(secret, "secret");
    }
}
