package io.tillview.tenancy.token;

import static java.util.Objects.requireNonNull;

import io.tillview.tenancy.OneMerchant;
import java.time.Instant;

/** What {@link DelegationTokenVerifier} found out about a token. */
public sealed interface DelegationVerification {

    /**
     * The token is genuine and valid now.
     *
     * @param subject on whose behalf the query runs
     * @param scope the one merchant whose rows it may read
     * @param expiresAt when the token stops being valid, the tolerance for clocks not included
     */
    record Verified(String subject, OneMerchant scope, Instant expiresAt) implements DelegationVerification {
        /** @throws NullPointerException if anything is null */
        public Verified {
            requireNonNull(subject, "subject");
            requireNonNull(scope, "scope");
            requireNonNull(expiresAt, "expiresAt");
        }
    }

    /**
     * The token proves nothing.
     *
     * @param reason why not
     */
    record Refused(RefusalReason reason) implements DelegationVerification {
        /** @throws NullPointerException if {@code reason} is null */
        public Refused {
            requireNonNull(reason, "reason");
        }
    }
}
