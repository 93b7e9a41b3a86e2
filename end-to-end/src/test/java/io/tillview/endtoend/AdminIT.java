package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.cluster.Ports.Endpoint;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** The administrator at Druid's console and its SQL. */
@ExtendWith(TillviewExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class AdminIT {
    private static final Pattern SCRIPT = Pattern.compile("<script[^>]* src=\"([^\"]+)\"");

    private final Tillview tillview;

    AdminIT(Tillview tillview) {
        this.tillview = tillview;
    }

    @BeforeAll
    void publish() {
        tillview.publish(Events.orders("admin-a", 2));
        tillview.publish(Events.orders("admin-b", 4));
        tillview.awaitEvents("admin-a", 2);
        tillview.awaitEvents("admin-b", 4);
    }

    @Test
    void sql_through_the_router_with_the_consoles_login_sees_all_merchants() {
        JsonNode rows = tillview.adminSql("SELECT merchant_id, COUNT(*) AS n FROM merchant_events"
                + " WHERE merchant_id IN ('admin-a', 'admin-b') GROUP BY 1 ORDER BY 1");

        assertThat(rows.toString())
                .isEqualTo("[{\"merchant_id\":\"admin-a\",\"n\":2},{\"merchant_id\":\"admin-b\",\"n\":4}]");
    }

    @Test
    void sql_may_join_what_a_merchant_may_not() {
        JsonNode rows = tillview.adminSql("SELECT e.merchant_id, COUNT(*) AS n FROM merchant_events e"
                + " JOIN (SELECT DISTINCT merchant_id FROM merchant_metrics) m ON e.merchant_id = m.merchant_id"
                + " WHERE e.merchant_id = 'admin-b' GROUP BY 1");

        assertThat(rows.toString()).isEqualTo("[{\"merchant_id\":\"admin-b\",\"n\":4}]");
    }

    @Test
    void system_tables_are_open_to_the_administrator() {
        JsonNode servers = tillview.adminSql("SELECT server_type FROM sys.servers");

        assertThat(servers.findValuesAsText("server_type"))
                .contains("broker", "coordinator", "historical", "indexer", "overlord", "router");
    }

    @Test
    void the_consoles_page_and_its_script_load() {
        HttpResponse<String> page = tillview.get(console("/unified-console.html"), tillview.adminAuthorization());

        assertThat(page.statusCode()).isEqualTo(200);
        Matcher script = SCRIPT.matcher(page.body());
        assertThat(script.find()).as(page.body()).isTrue();
        URI source = console("/").resolve(script.group(1));
        assertThat(tillview.get(source, tillview.adminAuthorization()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void the_console_asks_whoever_comes_without_a_login_for_one() {
        HttpResponse<String> page = tillview.get(console("/unified-console.html"), null);

        assertThat(page.statusCode()).isEqualTo(401);
        assertThat(page.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Basic"));
    }

    @Test
    void a_wrong_password_opens_no_role() {
        String wrong = Tillview.basic("admin", tillview.adminPassword() + "x");

        for (Endpoint role : List.of(
                Endpoint.ROUTER, Endpoint.BROKER, Endpoint.COORDINATOR, Endpoint.HISTORICAL, Endpoint.INDEXER)) {
            URI uri = tillview.installation().http(role).resolve("/status/properties");
            assertThat(tillview.get(uri, wrong).statusCode()).as(role.label()).isEqualTo(401);
            assertThat(tillview.get(uri, null).statusCode()).as(role.label()).isEqualTo(401);
        }
    }

    @Test
    void what_the_roles_tell_of_their_settings_holds_no_secret() {
        for (Endpoint role : List.of(Endpoint.BROKER, Endpoint.COORDINATOR, Endpoint.INDEXER)) {
            URI uri = tillview.installation().http(role).resolve("/status/properties");

            String properties = tillview.get(uri, tillview.adminAuthorization()).body();

            assertThat(properties).contains("druid.service").doesNotContain(tillview.secretTexts());
        }
    }

    private URI console(String path) {
        return tillview.installation().http(Endpoint.ROUTER).resolve(path);
    }
}
