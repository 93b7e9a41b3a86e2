package io.tillview.tenancy.druid;

import java.util.List;
import java.util.Set;
import org.apache.druid.server.security.AuthConfig;

/**
 * Druid's own security settings, held against what the two locks rest on. Some of them would open a way around the
 * Authenticator or the Authorizer: with those, the process doesn't start.
 */
final class SecuritySettings {
    /** Keys that a list of secured or unsecured keys would single out or leave out. */
    private static final Set<String> PROBES = Set.of("priority", "lane", "timeout", "no such key");

    private SecuritySettings() {}

    /**
     * @param settings {@code druid.auth.*}
     * @param authenticator the name of Tillview's Authenticator
     * @throws IllegalArgumentException naming the setting and the remedy
     */
    static void requireSafe(AuthConfig settings, String authenticator) {
        require(
                List.of(authenticator).equals(settings.getAuthenticatorChain()),
                "druid.auth.authenticatorChain has to be [\"" + authenticator + "\"]: another link would let in callers"
                        + " that prove nothing here.");
        require(
                settings.getUnsecuredPaths().isEmpty(),
                "druid.auth.unsecuredPaths has to stay unset: requests to such paths would not be checked.");
        require(
                settings.authorizeQueryContextParams(),
                "druid.auth.authorizeQueryContextParams has to be true: else a merchant could raise its own priority.");
        require(
                settings.contextKeysToAuthorize(PROBES).equals(PROBES),
                "druid.auth.securedContextKeys and unsecuredContextKeys have to stay unset: the Authorizer has its own"
                        + " list.");
    }

    static String requireSet(String setting, String value) {
        require(value != null && !value.isBlank(), "The setting " + setting + " is missing.");
        return value;
    }

    private static void require(boolean fulfilled, String otherwise) {
        if (!fulfilled) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
