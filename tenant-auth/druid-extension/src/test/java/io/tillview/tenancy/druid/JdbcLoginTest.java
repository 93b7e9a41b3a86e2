package io.tillview.tenancy.druid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.OneMerchant;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.druid.server.security.AuthenticationResult;
import org.apache.druid.server.security.Authenticator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcLoginTest {
    @TempDir
    private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));
    private final InstantSource clock = now::get;
    private TestSecrets secrets;
    private Authenticator authenticator;

    @BeforeEach
    void start() throws IOException {
        secrets = TestSecrets.in(folder);
        authenticator = new TillviewAuthenticator("tillview", "the-authorizer", secrets.credentials(clock));
    }

    private Optional<DruidIdentity> login(Object user, Object password) {
        Map<String, Object> context = new HashMap<>();
        context.put("user", user);
        context.put("password", password);
        return Optional.ofNullable(authenticator.authenticateJDBCContext(context))
                .flatMap(DruidIdentity::of);
    }

    @Test
    void a_delegation_token_is_a_merchant() {
        assertThat(login("delegation", secrets.delegationToken("m1", clock)))
                .contains(new DruidIdentity.Merchant("somebody", new OneMerchant(new MerchantId("m1"))));
    }

    @Test
    void a_platform_token_reads_for_an_admin_until_its_end() {
        String token = secrets.platformToken(clock);

        assertThat(login("platform", token)).contains(new DruidIdentity.Platform("ann"));
        now.set(now.get().plusSeconds(331));
        assertThat(login("platform", token)).isEmpty();
    }

    @Test
    void the_admin_s_password_is_the_admin() {
        assertThat(login("admin", TestSecrets.ADMIN_PASSWORD)).contains(new DruidIdentity.Admin("admin"));
    }

    @Test
    void anything_else_is_nobody() {
        String token = secrets.delegationToken("m1", clock);

        assertThat(login("admin", token)).isEmpty();
        assertThat(login("delegation", secrets.statusToken(clock))).isEmpty();
        assertThat(login("query-service", secrets.statusToken(clock))).isEmpty();
        assertThat(login("somebody", token)).isEmpty();
        assertThat(login("platform", token)).isEmpty();
        assertThat(login("platform", secrets.statusToken(clock))).isEmpty();
        assertThat(login("platform", TestSecrets.ADMIN_PASSWORD)).isEmpty();
        assertThat(login("delegation", secrets.platformToken(clock))).isEmpty();
        assertThat(login("admin", secrets.platformToken(clock))).isEmpty();
        assertThat(login("delegation", TestSecrets.ADMIN_PASSWORD)).isEmpty();
        assertThat(login("delegation", TestSecrets.INTERNAL_SECRET)).isEmpty();
        assertThat(login("druid", TestSecrets.INTERNAL_SECRET)).isEmpty();
        assertThat(login("admin", "")).isEmpty();
        assertThat(login(null, null)).isEmpty();
        assertThat(login("admin", 7)).isEmpty();
        assertThat(authenticator.authenticateJDBCContext(Map.of())).isNull();
    }

    @Test
    void a_remembered_token_ends_with_its_time() {
        String token = secrets.delegationToken("m1", clock);
        assertThat(login("delegation", token)).isPresent();

        now.set(now.get().plusSeconds(299));
        assertThat(login("delegation", token)).isPresent();
        now.set(now.get().plusSeconds(32));
        assertThat(login("delegation", token)).isEmpty();
        assertThat(login("delegation", token)).isEmpty();
    }

    @Test
    void a_remembered_token_does_not_vouch_for_a_similar_one() {
        String token = secrets.delegationToken("m1", clock);
        assertThat(login("delegation", token)).isPresent();

        int signature = token.lastIndexOf('.') + 1;
        char other = token.charAt(signature) == 'A' ? 'B' : 'A';
        assertThat(login("delegation", token.substring(0, signature) + other + token.substring(signature + 1)))
                .isEmpty();
        assertThat(login("delegation", token + " ")).isEmpty();
    }

    @Test
    void druid_is_told_which_authorizer_decides() {
        AuthenticationResult result = authenticator.authenticateJDBCContext(
                Map.of("user", "delegation", "password", secrets.delegationToken("m1", clock)));

        assertThat(result.getAuthorizerName()).isEqualTo("the-authorizer");
        assertThat(result.getAuthenticatedBy()).isEqualTo("tillview");
        assertThat(result.getIdentity()).isEqualTo("merchant:m1");
    }

    @Test
    void the_admin_can_not_be_called_like_another_login() {
        for (String name : List.of("delegation", "platform", "a:b")) {
            assertThatThrownBy(() -> new Credentials(null, null, null, name, null, null))
                    .hasMessageContaining("adminUser");
        }
    }
}
