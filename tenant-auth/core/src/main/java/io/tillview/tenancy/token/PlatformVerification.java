package io.tillview.tenancy.token;

import static java.util.Objects.requireNonNull;

/** What {@link PlatformTokenVerifier} found out about a token. */
public sealed interface PlatformVerification {

    /**
     * The token is genuine and valid now.
     *
     * @param subject the admin on whose behalf the query runs
     */
    record Verified(String subject) implements PlatformVerification {
        /** @throws NullPointerException if {@code subject} is null */
        public Verified {
            requireNonNull(subject, "subject");
        }
    }

    /**
     * The token proves nothing.
     *
     * @param reason why not
     */
    record Refused(RefusalReason reason) implements PlatformVerification {
        /** @throws NullPointerException if {@code reason} is null */
        public Refused {
            requireNonNull(reason, "reason");
        }
    }
}
