package io.tillview.tenancy.token;

import static java.util.Objects.requireNonNull;

/** What {@link StatusTokenVerifier} found out about a token. */
public sealed interface StatusVerification {

    /** The token is genuine and valid now: {@code query-service} asks. */
    record Verified() implements StatusVerification {}

    /**
     * The token proves nothing.
     *
     * @param reason why not
     */
    record Refused(RefusalReason reason) implements StatusVerification {
        /** @throws NullPointerException if {@code reason} is null */
        public Refused {
            requireNonNull(reason, "reason");
        }
    }
}
