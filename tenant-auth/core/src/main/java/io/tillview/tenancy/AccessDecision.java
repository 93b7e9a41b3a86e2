package io.tillview.tenancy;

import static java.util.Objects.requireNonNull;

/** What {@link MerchantAccess} answers. Neither {@link Denied} nor {@link Undecided} may lead to a row being read. */
public sealed interface AccessDecision {

    /**
     * The caller may read.
     *
     * @param scope exactly what it may read
     */
    record Allowed(MerchantScope scope) implements AccessDecision {
        /** @throws NullPointerException if {@code scope} is null */
        public Allowed {
            requireNonNull(scope, "scope");
        }
    }

    /**
     * The caller may not read, and asking again won't change that.
     *
     * @param reason why not
     */
    record Denied(DenialReason reason) implements AccessDecision {
        /** @throws NullPointerException if {@code reason} is null */
        public Denied {
            requireNonNull(reason, "reason");
        }
    }

    /**
     * It couldn't be found out whether the caller may read, because something the decision rests on can't be reached.
     * Asking again later may help.
     *
     * @param cause what is missing; names no merchant and no secret
     */
    record Undecided(String cause) implements AccessDecision {
        /** @throws NullPointerException if {@code cause} is null */
        public Undecided {
            requireNonNull(cause, "cause");
        }
    }
}
