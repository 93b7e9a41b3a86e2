package io.tillview.query.suspensions;

import io.tillview.tenancy.MerchantId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Where suspensions stand, the same for every replica. Times are the store's, not a replica's.
 *
 * <p>Safe for use by many threads. Every method but {@link #isConfigured} blocks, for seconds at most, and throws
 * {@link SuspensionsUnavailableException} when the store can't be reached.
 */
public interface SuspensionStore {

    /** Whether there is one at all. Without, nobody is suspended, and nobody can be. */
    boolean isConfigured();

    /**
     * Suspends a merchant. For one that is suspended the reason and who gave it are replaced, and nothing else changes. A merchant is
     * whatever has such an id: there needn't be any event of it.
     *
     * @param by the admin
     * @return how it stands once it holds
     */
    Suspension suspend(MerchantId merchant, String reason, String by);

    /** Lifts a suspension; false if there is none. */
    boolean lift(MerchantId merchant);

    /** A merchant's suspension; empty if there is none. */
    Optional<Suspension> find(MerchantId merchant);

    /**
     * Suspensions by the merchants' ids, in the order of their characters' codes.
     *
     * @param after begins behind this id, which needn't be suspended; with the first if it is empty
     * @param atMost how many, 1 or more
     */
    List<Suspension> list(Optional<MerchantId> after, int atMost);

    /**
     * All that are suspended at a time between call and return, if that may be others than before.
     *
     * @param known the revision that the caller has
     * @return empty if that is still the one
     */
    Optional<SuspendedMerchants> changed(Optional<UUID> known);
}
