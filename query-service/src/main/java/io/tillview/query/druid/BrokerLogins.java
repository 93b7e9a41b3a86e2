package io.tillview.query.druid;

import io.tillview.tenancy.AllMerchants;
import io.tillview.tenancy.OneMerchant;
import io.tillview.tenancy.token.DelegationTokenSigner;
import io.tillview.tenancy.token.PlatformTokenSigner;
import java.time.Duration;

/** As whom a connection is opened. Safe for use by many threads. */
final class BrokerLogins {
    private static final String DELEGATION_USER = "delegation";
    private static final String PLATFORM_USER = "platform";

    private final DelegationTokenSigner delegation;
    private final PlatformTokenSigner platform;

    /**
     * @param delegation signs for one merchant
     * @param platform signs for all merchants; its tokens live as long
     */
    BrokerLogins(DelegationTokenSigner delegation, PlatformTokenSigner platform) {
        this.delegation = delegation;
        this.platform = platform;
    }

    /** The login for a connection, with a token made for it. */
    Login of(BrokerConnection.Key key) {
        if (key.scope() instanceof AllMerchants all) {
            return new Login(PLATFORM_USER, platform.sign(key.subject(), all));
        }
        return new Login(DELEGATION_USER, delegation.sign(key.subject(), (OneMerchant) key.scope()));
    }

    /** How long tokens live. */
    Duration timeToLive() {
        return delegation.timeToLive();
    }

    /**
     * What proves it.
     *
     * @param user which kind of token it is
     * @param token the token
     */
    record Login(String user, String token) {
        /** Names the user; not the token. */
        @Override
        public String toString() {
            return "Login[" + user + "]";
        }
    }
}
