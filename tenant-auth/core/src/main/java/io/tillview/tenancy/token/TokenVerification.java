package io.tillview.tenancy.token;

import static java.util.Objects.requireNonNull;

import io.tillview.tenancy.Caller;
import java.time.Instant;

/** What {@link AccessTokenVerifier} found out about a token. */
public sealed interface TokenVerification {

    /**
     * The token is genuine and valid now.
     *
     * @param caller who showed it
     * @param expiresAt when it stops being valid, the tolerance for clocks not included
     */
    record Verified(Caller caller, Instant expiresAt) implements TokenVerification {
        /** @throws NullPointerException if a part is null */
        public Verified {
            requireNonNull(caller, "caller");
            requireNonNull(expiresAt, "expiresAt");
        }
    }

    /**
     * The token proves nothing.
     *
     * @param reason why not
     */
    record Refused(RefusalReason reason) implements TokenVerification {
        /** @throws NullPointerException if {@code reason} is null */
        public Refused {
            requireNonNull(reason, "reason");
        }
    }

    /**
     * The keys can't be read, so nothing can be said about the token. Trying again later may help.
     *
     * @param cause what can't be read; holds nothing of the token
     */
    record Undecided(String cause) implements TokenVerification {
        /** @throws NullPointerException if {@code cause} is null */
        public Undecided {
            requireNonNull(cause, "cause");
        }
    }
}
