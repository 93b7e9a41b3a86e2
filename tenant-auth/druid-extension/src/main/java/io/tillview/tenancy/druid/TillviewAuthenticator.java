package io.tillview.tenancy.druid;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.tillview.tenancy.token.DelegationTokenVerifier;
import io.tillview.tenancy.token.KeyFiles;
import io.tillview.tenancy.token.PlatformTokenVerifier;
import io.tillview.tenancy.token.Secret;
import io.tillview.tenancy.token.StatusTokenVerifier;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import javax.servlet.DispatcherType;
import javax.servlet.Filter;
import org.apache.druid.server.security.AuthConfig;
import org.apache.druid.server.security.AuthenticationResult;
import org.apache.druid.server.security.Authenticator;

/**
 * Finds out who asks: {@code druid.auth.authenticator.<name>.type=tillview}.
 *
 * <p>Over HTTP, by the header {@code Authorization}: {@code Bearer <delegation token>} is a merchant, {@code Basic} the
 * admin, {@code Tillview-Status <status token>} is {@code query-service} on its own behalf, and two schemes of the
 * {@link TillviewEscalator} are other Druid processes. Over JDBC, by the properties
 * {@code user} and {@code password}: {@code delegation} with a delegation token, {@code platform} with a platform token, or the
 * admin's. Anything else is 401;
 * nobody is anonymous.
 *
 * <p>Settings, all required but {@code adminUser}:
 * <ul>
 *   <li>{@code authorizerName}: the Authorizer that decides, of type {@code tillview} too;
 *   <li>{@code delegationPublicKeyFile}: PEM, the public half of {@code query-service}'s key;
 *   <li>{@code adminUser}: the admin's login, {@code admin} unless set;
 *   <li>{@code adminPasswordFile}, {@code internalSecretFile}: one line each, at least 16 characters, readable by the
 *       owner (and group) only.
 * </ul>
 */
@JsonTypeName(TenancyDruidModule.TYPE)
public final class TillviewAuthenticator implements Authenticator {
    static final String CHALLENGE = "Basic realm=\"Tillview\", charset=\"UTF-8\"";

    private final String name;
    private final String authorizerName;
    private final Credentials credentials;

    /** For Druid, which fills it from its properties; files are read here, once. */
    @JsonCreator
    public TillviewAuthenticator(
            @JsonProperty("name") String name,
            @JsonProperty("authorizerName") String authorizerName,
            @JsonProperty("delegationPublicKeyFile") String delegationPublicKeyFile,
            @JsonProperty("adminUser") String adminUser,
            @JsonProperty("adminPasswordFile") String adminPasswordFile,
            @JsonProperty("internalSecretFile") String internalSecretFile,
            @JacksonInject AuthConfig authConfig) {
        this(
                name,
                authorizerName,
                new Credentials(
                        tokens(file("delegationPublicKeyFile", delegationPublicKeyFile), InstantSource.system()),
                        statusTokens(file("delegationPublicKeyFile", delegationPublicKeyFile), InstantSource.system()),
                        platformTokens(
                                file("delegationPublicKeyFile", delegationPublicKeyFile), InstantSource.system()),
                        adminUser == null ? "admin" : adminUser,
                        Secret.readFrom(file("adminPasswordFile", adminPasswordFile)),
                        Secret.readFrom(file("internalSecretFile", internalSecretFile))));
        SecuritySettings.requireSafe(authConfig, name);
    }

    TillviewAuthenticator(String name, String authorizerName, Credentials credentials) {
        this.name = requireNonNull(name, "name");
        this.authorizerName = SecuritySettings.requireSet("authorizerName", authorizerName);
        this.credentials = credentials;
    }

    @Override
    public Filter getFilter() {
        return new AuthenticationFilter(credentials, name, authorizerName);
    }

    @Override
    public AuthenticationResult authenticateJDBCContext(Map<String, Object> context) {
        return credentials
                .fromLogin(context.get("user"), context.get("password"))
                .map(identity -> identity.toResult(authorizerName, name))
                .orElse(null);
    }

    @Override
    public String getAuthChallengeHeader() {
        return CHALLENGE;
    }

    @Override
    public Class<? extends Filter> getFilterClass() {
        return AuthenticationFilter.class;
    }

    @Override
    public Map<String, String> getInitParameters() {
        return Map.of();
    }

    @Override
    @SuppressWarnings("deprecation")
    public String getPath() {
        return "/*";
    }

    @Override
    public EnumSet<DispatcherType> getDispatcherType() {
        return null;
    }

    static DelegationTokens tokens(Path publicKey, InstantSource clock) {
        return new DelegationTokens(new DelegationTokenVerifier(KeyFiles.readPublicKey(publicKey), clock), clock);
    }

    static StatusTokenVerifier statusTokens(Path publicKey, InstantSource clock) {
        return new StatusTokenVerifier(KeyFiles.readPublicKey(publicKey), clock);
    }

    static PlatformTokenVerifier platformTokens(Path publicKey, InstantSource clock) {
        return new PlatformTokenVerifier(KeyFiles.readPublicKey(publicKey), clock);
    }

    private static Path file(String setting, String path) {
        return Path.of(SecuritySettings.requireSet(setting, path));
    }
}
