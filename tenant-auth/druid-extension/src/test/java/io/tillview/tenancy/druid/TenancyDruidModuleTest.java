package io.tillview.tenancy.druid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Injector;
import com.google.inject.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.Set;
import org.apache.druid.discovery.NodeRole;
import org.apache.druid.guice.JsonConfigProvider;
import org.apache.druid.guice.StartupInjectorBuilder;
import org.apache.druid.guice.annotations.Self;
import org.apache.druid.initialization.DruidModule;
import org.apache.druid.initialization.ServerInjectorBuilder;
import org.apache.druid.server.DruidNode;
import org.apache.druid.server.security.AuthenticatorMapper;
import org.apache.druid.server.security.AuthorizerMapper;
import org.apache.druid.server.security.Escalator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As Druid starts it: from properties, through Druid's own injector. */
class TenancyDruidModuleTest {
    @TempDir
    private Path folder;

    private TestSecrets secrets;
    private Properties properties;

    @BeforeEach
    void configure() throws IOException {
        secrets = TestSecrets.in(folder);
        properties = new Properties();
        set("druid.auth.authenticatorChain", "[\"tillview\"]");
        set("druid.auth.authenticator.tillview.type", "tillview");
        set("druid.auth.authenticator.tillview.authorizerName", "tillview");
        set("druid.auth.authenticator.tillview.delegationPublicKeyFile", secrets.delegationPublicKey());
        set("druid.auth.authenticator.tillview.adminUser", "admin");
        set("druid.auth.authenticator.tillview.adminPasswordFile", secrets.adminPassword());
        set("druid.auth.authenticator.tillview.internalSecretFile", secrets.internalSecret());
        set("druid.auth.authorizers", "[\"tillview\"]");
        set("druid.auth.authorizer.tillview.type", "tillview");
        set("druid.auth.authorizer.tillview.merchantColumn", "merchant_id");
        set("druid.auth.authorizer.tillview.merchantDatasources", "[\"merchant_events\",\"merchant_metrics\"]");
        set("druid.auth.authorizeQueryContextParams", "true");
        set("druid.escalator.type", "tillview");
        set("druid.escalator.internalSecretFile", secrets.internalSecret());
        set("druid.escalator.authorizerName", "tillview");
    }

    private void set(String property, Object value) {
        properties.setProperty(property, value.toString());
    }

    /** Druid finds the module itself, through its META-INF/services. */
    private Injector injector() {
        return ServerInjectorBuilder.makeServerInjector(
                new StartupInjectorBuilder()
                        .withExtensions()
                        .withProperties(properties)
                        .build(),
                Set.of(NodeRole.BROKER),
                List.of(binder -> JsonConfigProvider.bindInstance(
                        binder,
                        Key.get(DruidNode.class, Self.class),
                        new DruidNode("druid/broker", "localhost", false, 8082, null, true, false))));
    }

    @Test
    void druid_finds_the_extension() {
        assertThat(ServiceLoader.load(DruidModule.class).stream().map(ServiceLoader.Provider::type))
                .contains(TenancyDruidModule.class);
    }

    @Test
    void all_three_are_made_from_properties() {
        Injector injector = injector();

        assertThat(injector.getInstance(AuthenticatorMapper.class).getAuthenticatorChain())
                .hasSize(1)
                .allMatch(TillviewAuthenticator.class::isInstance);
        assertThat(injector.getInstance(AuthorizerMapper.class).getAuthorizer("tillview"))
                .isInstanceOf(TillviewAuthorizer.class);
        assertThat(injector.getInstance(Escalator.class)).isInstanceOf(TillviewEscalator.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "druid.auth.authenticatorChain | [\"tillview\",\"anonymous\"]",
                "druid.auth.unsecuredPaths | [\"/druid/v2/sql\"]",
                "druid.auth.authorizeQueryContextParams | false",
                "druid.auth.unsecuredContextKeys | [\"priority\"]",
                "druid.auth.securedContextKeys | [\"lane\"]"
            })
    void settings_that_open_a_way_around_stop_the_start(String property, String value) {
        set(property, value);
        set("druid.auth.authenticator.anonymous.type", "anonymous");
        set("druid.auth.authenticator.anonymous.identity", "anybody");
        set("druid.auth.authenticator.anonymous.authorizerName", "tillview");

        assertThatThrownBy(() -> injector().getInstance(AuthenticatorMapper.class))
                .rootCause()
                .hasMessageContaining(property.contains("ContextKeys") ? "ContextKeys" : property);
    }

    @ParameterizedTest
    @CsvSource({"authorizerName", "delegationPublicKeyFile", "adminPasswordFile", "internalSecretFile"})
    void a_missing_setting_is_named(String setting) {
        properties.remove("druid.auth.authenticator.tillview." + setting);

        assertThatThrownBy(() -> injector().getInstance(AuthenticatorMapper.class))
                .rootCause()
                .hasMessageContaining(setting);
    }

    @Test
    void a_secret_that_everyone_can_read_stops_the_start() throws IOException {
        Files.setPosixFilePermissions(secrets.internalSecret(), PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> injector().getInstance(Escalator.class))
                .rootCause()
                .hasMessageContaining("chmod 600 it")
                .hasMessageContaining(secrets.internalSecret().toString());
    }
}
