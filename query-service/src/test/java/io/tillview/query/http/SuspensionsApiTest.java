package io.tillview.query.http;

import static io.tillview.query.http.SuspensionCaller.json;
import static io.tillview.query.http.SuspensionCaller.problem;
import static io.tillview.query.http.SuspensionCaller.suspension;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tillview.query.http.SuspensionCaller.Call;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Suspensions as admins make them. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class SuspensionsApiTest {
    @Inject
    FakeSuspensions store;

    @TestHTTPResource
    URI service;

    @ConfigProperty(name = Installation.ISSUER_KEY)
    String issuerKey;

    private SuspensionCaller caller;

    @BeforeEach
    void reset() {
        caller = new SuspensionCaller(service, issuerKey);
        store.clear();
    }

    @AfterEach
    void make_room() {
        store.clear();
        store.configure(true);
    }

    @Test
    void a_suspension_is_made_given_another_reason_and_lifted() throws Exception {
        JsonNode made = json(caller.send(suspension("PUT", "shop-1"), caller.admin()));
        JsonNode again = json(caller.send(suspension("PUT", "shop-1"), caller.admin()));
        Call otherReason = new Call("PUT", suspension("PUT", "shop-1").path(), "{\"reason\": \"fraud\"}");
        JsonNode changed = json(caller.send(otherReason, caller.admin()));

        assertThat(made.at("/merchant").asText()).isEqualTo("shop-1");
        assertThat(made.at("/reason").asText()).isEqualTo("unpaid");
        assertThat(made.at("/by").asText()).isEqualTo("admin");
        assertThat(made.at("/since").isTextual()).isTrue();
        assertThat(again).isEqualTo(made);
        assertThat(changed.at("/reason").asText()).isEqualTo("fraud");
        assertThat(changed.at("/since")).isEqualTo(made.at("/since"));
        assertThat(json(caller.send(suspension("GET", "shop-1"), caller.admin())))
                .isEqualTo(changed);

        caller.lift("shop-1");
        caller.lift("shop-1");

        problem(caller.send(suspension("GET", "shop-1"), caller.admin()), 404, "not-found");
    }

    @Test
    void all_of_them_are_listed_page_by_page() throws Exception {
        for (String shop : List.of("shop-3", "shop-1", "shop-2")) {
            caller.suspend(shop);
        }

        JsonNode all = json(caller.get("/v1/admin/suspensions", caller.admin()));
        JsonNode first = json(caller.get("/v1/admin/suspensions?limit=2", caller.admin()));
        JsonNode second = json(caller.get(
                "/v1/admin/suspensions?limit=2&after=" + first.at("/after").asText(), caller.admin()));

        assertThat(all.at("/suspensions").findValuesAsText("merchant")).containsExactly("shop-1", "shop-2", "shop-3");
        assertThat(all.at("/after").isNull()).isTrue();
        assertThat(first.at("/suspensions").findValuesAsText("merchant")).containsExactly("shop-1", "shop-2");
        assertThat(second.at("/suspensions").findValuesAsText("merchant")).containsExactly("shop-3");
        assertThat(second.at("/after").isNull()).isTrue();
    }

    @Test
    void nobody_but_an_admin_hears_or_changes_anything() throws Exception {
        caller.suspend("shop-2");
        String shop = caller.merchant("shop-1");

        for (Call call : List.of(
                suspension("PUT", "shop-1"),
                suspension("PUT", "not an id".replace(" ", "%20")),
                suspension("DELETE", "shop-2"),
                suspension("GET", "shop-2"),
                suspension("GET", "shop-1"),
                new Call("GET", "/v1/admin/suspensions?limit=none", ""))) {
            HttpResponse<String> response = caller.send(call, shop);

            assertThat(problem(response, 403, "forbidden").at("/detail").asText())
                    .isEqualTo("Only admins may do this.");
            problem(caller.send(call, "no-token"), 401, "unauthenticated");
        }
        assertThat(caller.ask(shop).statusCode()).isEqualTo(200);
        assertThat(caller.send(suspension("GET", "shop-2"), caller.admin()).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"reason\": \"\"}", "{\"reason\": \"two\\nlines\"}", "{\"why\": \"unpaid\"}"})
    void a_suspension_has_a_reason(String body) throws Exception {
        Call call = new Call("PUT", suspension("PUT", "shop-1").path(), body);

        JsonNode problem = problem(caller.send(call, caller.admin()), 400, "invalid-query");

        assertThat(problem.at("/violations")).isNotEmpty();
        problem(caller.send(suspension("GET", "shop-1"), caller.admin()), 404, "not-found");
    }

    @Test
    void what_is_no_id_and_no_size_is_said() throws Exception {
        JsonNode id = problem(caller.send(suspension("PUT", "sh%C3%B6p"), caller.admin()), 400, "invalid-query");
        JsonNode limit = problem(caller.get("/v1/admin/suspensions?limit=1001", caller.admin()), 400, "invalid-query");
        JsonNode after = problem(caller.get("/v1/admin/suspensions?after=%27", caller.admin()), 400, "invalid-query");

        assertThat(id.at("/violations/0/field").asText()).isEqualTo("id");
        assertThat(limit.at("/violations/0/field").asText()).isEqualTo("limit");
        assertThat(after.at("/violations/0/field").asText()).isEqualTo("after");
        problem(caller.get("/v1/admin/suspensions?limit=0", caller.admin()), 400, "invalid-query");
    }

    @Test
    void without_a_directory_database_an_admin_hears_what_is_missing_and_merchants_are_answered() throws Exception {
        store.configure(false);

        JsonNode problem = problem(caller.send(suspension("PUT", "shop-1"), caller.admin()), 503, "unavailable");

        assertThat(problem.at("/detail").asText()).contains("tillview.directory.address");
        problem(caller.get("/v1/admin/suspensions", caller.admin()), 503, "unavailable");
        assertThat(caller.ask(caller.merchant("shop-1")).statusCode()).isEqualTo(200);
    }

    @Test
    void other_methods_are_told_which_there_are() throws Exception {
        HttpResponse<String> one =
                caller.send(new Call("POST", suspension("PUT", "shop-1").path(), "{}"), caller.admin());
        HttpResponse<String> all = caller.send(new Call("POST", "/v1/admin/suspensions", "{}"), caller.admin());

        problem(one, 405, "method-not-allowed");
        assertThat(one.headers().firstValue("Allow")).contains("GET, HEAD, PUT, DELETE, OPTIONS");
        assertThat(all.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
    }
}
