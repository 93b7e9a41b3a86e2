package io.tillview.tenancy.druid;

import static java.util.Objects.requireNonNull;

import io.tillview.tenancy.OneMerchant;
import java.util.Map;
import java.util.Optional;
import org.apache.druid.server.security.AuthenticationResult;

/** Who asks Druid. Travels from Authenticator to Authorizer inside Druid's {@link AuthenticationResult}. */
sealed interface DruidIdentity {

    /** The key under which the identity lies in the result's context. */
    String CONTEXT_KEY = "io.tillview.identity";

    /** What Druid writes in its logs and metrics; no secret. */
    String identity();

    /**
     * {@code query-service}, on behalf of a merchant's caller.
     *
     * @param subject the caller
     * @param scope the merchant
     */
    record Merchant(String subject, OneMerchant scope) implements DruidIdentity {
        public Merchant {
            requireNonNull(subject, "subject");
            requireNonNull(scope, "scope");
        }

        @Override
        public String identity() {
            return "merchant:" + scope.merchant().value();
        }
    }

    /**
     * {@code query-service}, on behalf of an admin who asks about all merchants over REST: reading of rows, and nothing else.
     *
     * @param subject the admin
     */
    record Platform(String subject) implements DruidIdentity {
        public Platform {
            requireNonNull(subject, "subject");
        }

        @Override
        public String identity() {
            return "platform:" + subject;
        }
    }

    /** {@code query-service}, on its own behalf: how supervisors are doing, and nothing else. */
    record StatusReader() implements DruidIdentity {
        @Override
        public String identity() {
            return "query-service";
        }
    }

    /**
     * The platform's own staff, by password: everything.
     *
     * @param identity the login
     */
    record Admin(String identity) implements DruidIdentity {
        public Admin {
            requireNonNull(identity, "identity");
        }
    }

    /** Another Druid process. */
    enum Internal implements DruidIdentity {
        /** Whatever Druid processes do among themselves, except: */
        UNRESTRICTED("druid"),
        /** passing on a query whose rows the Broker has already restricted. */
        RESTRICTED("druid-restricted");

        private final String identity;

        Internal(String identity) {
            this.identity = identity;
        }

        @Override
        public String identity() {
            return identity;
        }
    }

    /**
     * Packs the identity for Druid.
     *
     * @param authorizer the name of the Authorizer that decides about it
     * @param authenticator the name of the Authenticator that found it out; null for a process's own identity
     */
    default AuthenticationResult toResult(String authorizer, String authenticator) {
        return new AuthenticationResult(identity(), authorizer, authenticator, Map.of(CONTEXT_KEY, this));
    }

    /** Unpacks what {@link #toResult} packed; empty for anything else. */
    static Optional<DruidIdentity> of(AuthenticationResult result) {
        Map<String, Object> context = result.getContext();
        return context != null && context.get(CONTEXT_KEY) instanceof DruidIdentity identity
                ? Optional.of(identity)
                : Optional.empty();
    }
}
