package io.tillview.tenancy.druid;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.tillview.tenancy.druid.DruidIdentity.Internal;
import io.tillview.tenancy.token.Secret;
import java.nio.file.Path;
import org.apache.druid.java.util.http.client.HttpClient;
import org.apache.druid.server.security.AuthenticationResult;
import org.apache.druid.server.security.Escalator;

/**
 * Lets Druid processes talk to one another: {@code druid.escalator.type=tillview}.
 *
 * <p>Settings, both required: {@code internalSecretFile} (the same secret as the {@link TillviewAuthenticator}'s, in
 * every process) and {@code authorizerName}.
 */
@JsonTypeName(TenancyDruidModule.TYPE)
public final class TillviewEscalator implements Escalator {
    private final Secret secret;
    private final String authorizerName;

    /** For Druid, which fills it from its properties; the file is read here, once. */
    @JsonCreator
    public TillviewEscalator(
            @JsonProperty("internalSecretFile") String internalSecretFile,
            @JsonProperty("authorizerName") String authorizerName) {
        this.secret = Secret.readFrom(Path.of(SecuritySettings.requireSet("internalSecretFile", internalSecretFile)));
        this.authorizerName = SecuritySettings.requireSet("authorizerName", authorizerName);
    }

    @Override
    public HttpClient createEscalatedClient(HttpClient baseClient) {
        return new EscalatedHttpClient(baseClient, secret);
    }

    @Override
    public AuthenticationResult createEscalatedAuthenticationResult() {
        return Internal.UNRESTRICTED.toResult(authorizerName, null);
    }
}
