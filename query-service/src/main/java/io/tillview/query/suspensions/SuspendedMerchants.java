package io.tillview.query.suspensions;

import static java.util.Objects.requireNonNull;

import io.tillview.tenancy.MerchantId;
import java.util.Set;
import java.util.UUID;

/**
 * All that are suspended at one time.
 *
 * @param revision another after every change, and never one that was there before
 * @param merchants who
 */
public record SuspendedMerchants(UUID revision, Set<MerchantId> merchants) {
    /** Copies the set. */
    public SuspendedMerchants {
        requireNonNull(revision, "revision");
        merchants = Set.copyOf(merchants);
    }
}
