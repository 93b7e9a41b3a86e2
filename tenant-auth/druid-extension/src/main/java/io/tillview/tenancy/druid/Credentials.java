package io.tillview.tenancy.druid;

import io.tillview.tenancy.druid.DruidIdentity.Admin;
import io.tillview.tenancy.druid.DruidIdentity.Internal;
import io.tillview.tenancy.druid.DruidIdentity.Platform;
import io.tillview.tenancy.druid.DruidIdentity.StatusReader;
import io.tillview.tenancy.token.PlatformTokenVerifier;
import io.tillview.tenancy.token.PlatformVerification;
import io.tillview.tenancy.token.Secret;
import io.tillview.tenancy.token.StatusTokenVerifier;
import io.tillview.tenancy.token.StatusVerification;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * What each identity proves itself with. Every method answers empty for whatever it doesn't know.
 *
 * <p>Safe for use by many threads.
 */
final class Credentials {
    /** The JDBC user whose password is a delegation token. */
    static final String DELEGATION_USER = "delegation";

    /** The JDBC user whose password is a platform token. */
    static final String PLATFORM_USER = "platform";

    /** The {@code Authorization} schemes of Druid processes, each followed by the internal secret. */
    static final String INTERNAL_SCHEME = "Tillview-Internal";

    static final String INTERNAL_RESTRICTED_SCHEME = "Tillview-Internal-Restricted";

    /** The {@code Authorization} scheme of {@code query-service} on its own behalf, followed by a status token. */
    static final String STATUS_SCHEME = "Tillview-Status";

    private final DelegationTokens tokens;
    private final StatusTokenVerifier statusTokens;
    private final PlatformTokenVerifier platformTokens;
    private final String adminUser;
    private final Secret adminPassword;
    private final Secret internalSecret;

    Credentials(
            DelegationTokens tokens,
            StatusTokenVerifier statusTokens,
            PlatformTokenVerifier platformTokens,
            String adminUser,
            Secret adminPassword,
            Secret internalSecret) {
        if (adminUser == null
                || adminUser.isBlank()
                || adminUser.contains(":")
                || adminUser.equals(DELEGATION_USER)
                || adminUser.equals(PLATFORM_USER)) {
            throw new IllegalArgumentException("adminUser has to be a name without ':' other than '" + DELEGATION_USER
                    + "' and '" + PLATFORM_USER + "'.");
        }
        this.tokens = tokens;
        this.statusTokens = statusTokens;
        this.platformTokens = platformTokens;
        this.adminUser = adminUser;
        this.adminPassword = adminPassword;
        this.internalSecret = internalSecret;
    }

    /** Who sends this {@code Authorization} header. */
    Optional<DruidIdentity> fromHeader(String authorization) {
        int space = authorization.indexOf(' ');
        if (space < 0) {
            return Optional.empty();
        }
        String scheme = authorization.substring(0, space).toLowerCase(Locale.ROOT);
        String proof = authorization.substring(space + 1).strip();
        if (scheme.equals("bearer")) {
            return tokens.merchantOf(proof);
        }
        if (scheme.equals("basic")) {
            return basic(proof);
        }
        if (scheme.equals(STATUS_SCHEME.toLowerCase(Locale.ROOT))) {
            return statusReader(proof);
        }
        if (scheme.equals(INTERNAL_SCHEME.toLowerCase(Locale.ROOT))) {
            return internal(proof, Internal.UNRESTRICTED);
        }
        if (scheme.equals(INTERNAL_RESTRICTED_SCHEME.toLowerCase(Locale.ROOT))) {
            return internal(proof, Internal.RESTRICTED);
        }
        return Optional.empty();
    }

    /** Who logs in over JDBC. */
    Optional<DruidIdentity> fromLogin(Object user, Object password) {
        if (!(user instanceof String name && password instanceof String proof)) {
            return Optional.empty();
        }
        return switch (name) {
            case DELEGATION_USER -> tokens.merchantOf(proof);
            case PLATFORM_USER -> platform(proof);
            default -> admin(name, proof);
        };
    }

    private Optional<DruidIdentity> basic(String encoded) {
        String login;
        try {
            login = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        int colon = login.indexOf(':');
        return colon < 0 ? Optional.empty() : admin(login.substring(0, colon), login.substring(colon + 1));
    }

    private Optional<DruidIdentity> admin(String name, String password) {
        // The password first: a wrong name must not answer sooner than a wrong password.
        boolean known = adminPassword.matches(password);
        return known && name.equals(adminUser) ? Optional.of(new Admin(adminUser)) : Optional.empty();
    }

    private Optional<DruidIdentity> statusReader(String token) {
        return statusTokens.verify(token) instanceof StatusVerification.Verified
                ? Optional.of(new StatusReader())
                : Optional.empty();
    }

    private Optional<DruidIdentity> platform(String token) {
        return platformTokens.verify(token) instanceof PlatformVerification.Verified verified
                ? Optional.of(new Platform(verified.subject()))
                : Optional.empty();
    }

    private Optional<DruidIdentity> internal(String secret, Internal identity) {
        return internalSecret.matches(secret) ? Optional.of(identity) : Optional.empty();
    }
}
