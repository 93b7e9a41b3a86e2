package io.tillview.tenancy.druid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.OneMerchant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.druid.query.DataSource;
import org.apache.druid.query.RestrictedDataSource;
import org.apache.druid.query.TableDataSource;
import org.apache.druid.query.policy.NoRestrictionPolicy;
import org.apache.druid.query.policy.Policy;
import org.apache.druid.server.security.Access;
import org.apache.druid.server.security.Action;
import org.apache.druid.server.security.AuthenticationResult;
import org.apache.druid.server.security.AuthorizationResult;
import org.apache.druid.server.security.AuthorizationUtils;
import org.apache.druid.server.security.AuthorizerMapper;
import org.apache.druid.server.security.Resource;
import org.apache.druid.server.security.ResourceAction;
import org.apache.druid.server.security.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class TillviewAuthorizerTest {
    private final TillviewAuthorizer authorizer = new TillviewAuthorizer(
            "merchant_id", List.of("merchant_events", "merchant_metrics"), List.of("platform_metrics"));
    private final AuthorizerMapper mapper = new AuthorizerMapper(Map.of("tillview", authorizer));

    @ParameterizedTest
    @CsvFileSource(resources = "authorizations.csv", delimiter = '|', numLinesToSkip = 2)
    void allows_what_the_matrix_says(String who, Action action, String type, String name, String allowed) {
        Access access = authorizer.authorize(identity(who), new Resource(name, type), action);

        assertThat(text(access)).isEqualTo(allowed);
    }

    @Test
    void a_merchant_s_table_is_restricted_by_druid_to_its_rows() {
        DataSource seen = read("m1", new TableDataSource("merchant_events"));

        assertThat(seen).isEqualTo(RestrictedDataSource.create(new TableDataSource("merchant_events"), rowsOf("m1")));
    }

    @Test
    void a_data_node_takes_a_restricted_query_from_a_broker_passing_it_on() {
        DataSource restricted = RestrictedDataSource.create(new TableDataSource("merchant_events"), rowsOf("m1"));

        assertThat(read("passing-on", restricted)).isEqualTo(restricted);
    }

    @Test
    void a_data_node_refuses_a_restricted_query_from_anyone_else() {
        DataSource restricted = RestrictedDataSource.create(new TableDataSource("merchant_events"), rowsOf("m1"));

        for (String who : List.of("druid", "admin", "m2")) {
            assertThatThrownBy(() -> read(who, restricted)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void admin_and_druid_see_tables_as_they_are() {
        DataSource table = new TableDataSource("merchant_events");

        assertThat(read("admin", table)).isEqualTo(table);
        assertThat(read("druid", table)).isEqualTo(table);
    }

    @Test
    void one_forbidden_table_forbids_the_query() {
        AuthorizationResult result = authorize("m1", List.of("merchant_events", "platform_metrics"));

        assertThat(result.allowBasicAccess()).isFalse();
        assertThat(result.getErrorMessage()).doesNotContain("platform_metrics");
    }

    @Test
    void identities_of_other_authenticators_may_nothing() {
        AuthenticationResult noContext = new AuthenticationResult("admin", "tillview", "other", null);
        AuthenticationResult otherContext =
                new AuthenticationResult("admin", "tillview", "other", Map.of(DruidIdentity.CONTEXT_KEY, "admin"));
        Resource events = new Resource("merchant_events", ResourceType.DATASOURCE);

        assertThat(authorizer.authorize(noContext, events, Action.READ).isAllowed())
                .isFalse();
        assertThat(authorizer.authorize(otherContext, events, Action.READ).isAllowed())
                .isFalse();
    }

    @Test
    void settings_have_to_be_there() {
        assertThatThrownBy(() -> new TillviewAuthorizer(null, List.of("a"), List.of()))
                .hasMessageContaining("merchantColumn");
        assertThatThrownBy(() -> new TillviewAuthorizer("merchant_id", null, null))
                .hasMessageContaining("merchantDatasources");
        assertThatThrownBy(() -> new TillviewAuthorizer("merchant_id", List.of(), null))
                .hasMessageContaining("merchantDatasources");
    }

    private DataSource read(String who, DataSource source) {
        return source.withPolicies(authorize(who, source.getTableNames()).getPolicyMap());
    }

    private AuthorizationResult authorize(String who, Iterable<String> tables) {
        List<ResourceAction> reads = new ArrayList<>();
        tables.forEach(
                table -> reads.add(new ResourceAction(new Resource(table, ResourceType.DATASOURCE), Action.READ)));
        return AuthorizationUtils.authorizeAllResourceActions(identity(who), reads, mapper);
    }

    private static AuthenticationResult identity(String who) {
        return switch (who) {
            case "admin" -> new DruidIdentity.Admin("admin").toResult("tillview", "tillview");
            case "druid" -> DruidIdentity.Internal.UNRESTRICTED.toResult("tillview", "tillview");
            case "passing-on" -> DruidIdentity.Internal.RESTRICTED.toResult("tillview", "tillview");
            case "platform" -> new DruidIdentity.Platform("ann").toResult("tillview", "tillview");
            case "status-reader" -> new DruidIdentity.StatusReader().toResult("tillview", "tillview");
            case "stranger" -> new AuthenticationResult("merchant:m1", "tillview", "tillview", Map.of());
            default ->
                new DruidIdentity.Merchant("somebody", new OneMerchant(new MerchantId(who)))
                        .toResult("tillview", "tillview");
        };
    }

    private static Policy rowsOf(String merchant) {
        return new MerchantRowsPolicy("merchant_id", merchant);
    }

    private static String text(Access access) {
        if (!access.isAllowed()) {
            return "nothing";
        }
        return access.getPolicy()
                .map(policy -> {
                    if (policy instanceof NoRestrictionPolicy) {
                        return "no-restriction";
                    }
                    return policy.equals(rowsOf("m1"))
                            ? "rows of m1"
                            : policy.equals(rowsOf("m2")) ? "rows of m2" : "?";
                })
                .orElse("plain");
    }
}
