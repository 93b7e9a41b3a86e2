package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.tillview.cluster.Ports.Endpoint;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Somebody who tries every call that {@code /openapi} describes, with the example that it gives for the body, and holds examples
 * and answers against its schemas.
 */
@ExtendWith(TillviewExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class OpenApiExamplesIT {
    private static final String SHOP = "openapi-shop";
    private static final SchemaValidatorsConfig FORMATS_TOO =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private final Tillview tillview;
    private JsonNode api;

    OpenApiExamplesIT(Tillview tillview) {
        this.tillview = tillview;
    }

    @BeforeAll
    void there_is_an_order() {
        tillview.publish(Events.orders(SHOP, 1));
        tillview.awaitEvents(SHOP, 1);
        api = Tillview.json(tillview.get(uri("/openapi?format=json"), null).body());
    }

    @Test
    void every_call_answers_its_example_as_described() {
        List<String> tried = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : api.get("paths").properties()) {
            for (Map.Entry<String, JsonNode> call : path.getValue().properties()) {
                boolean isCall = List.of("get", "post").contains(call.getKey());
                if (isCall && !path.getKey().contains("{")) {
                    tried.add(call.getKey() + " " + path.getKey());
                    assertAnswered(call.getKey(), path.getKey(), call.getValue());
                }
            }
        }

        assertThat(tried)
                .contains(
                        "post /v1/query",
                        "post /v1/admin/query",
                        "post /v1/funnel",
                        "post /v1/retention",
                        "post /v1/sql",
                        "get /v1/realtime");
    }

    @Test
    void every_answer_has_an_example_that_its_schema_allows() {
        int examples = 0;
        for (Map.Entry<String, JsonNode> path : api.get("paths").properties()) {
            for (Map.Entry<String, JsonNode> call : path.getValue().properties()) {
                for (Map.Entry<String, JsonNode> answer :
                        call.getValue().path("responses").properties()) {
                    String what = call.getKey() + " " + path.getKey() + " " + answer.getKey();
                    for (JsonNode content : described(answer.getValue()).path("content")) {
                        examples++;
                        if (!content.path("schema").path("type").asText().equals("string")) {
                            assertValid(content.path("example"), content.get("schema"), what);
                        }
                    }
                }
            }
        }

        assertThat(examples).isGreaterThan(80);
    }

    private JsonNode described(JsonNode answer) {
        return answer.has("$ref") ? api.at(answer.get("$ref").asText().substring(1)) : answer;
    }

    private void assertAnswered(String method, String path, JsonNode call) {
        String token = path.startsWith("/v1/admin/") ? tillview.adminToken() : tillview.merchantToken(SHOP);
        HttpRequest.Builder request = tillview.request(uri(path), "Bearer " + token);
        if (method.equals("post")) {
            JsonNode example = call.at("/requestBody/content/application~1json/example");
            assertThat(example.isObject()).as("an example for " + path).isTrue();
            assertValid(example, call.at("/requestBody/content/application~1json/schema"), "the example for " + path);
            request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(example.toString()));
        }

        HttpResponse<String> response = tillview.send(request);

        assertThat(response.statusCode())
                .as(method + " " + path + " " + response.body())
                .isBetween(200, 299);
        JsonNode described = call.get("responses").path(Integer.toString(response.statusCode()));
        assertThat(described.isObject())
                .as(path + " describes " + response.statusCode())
                .isTrue();
        assertValid(
                Tillview.json(response.body()),
                described.at("/content/application~1json/schema"),
                "the answer of " + path);
        remove(response);
    }

    /** Against a schema that points into the rest of the document. */
    private void assertValid(JsonNode value, JsonNode schema, String what) {
        assertThat(schema.isObject()).as("a schema for " + what).isTrue();
        ObjectNode whole = ((ObjectNode) schema.deepCopy());
        whole.set("components", api.get("components"));
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(whole, FORMATS_TOO)
                        .validate(value))
                .as(what + ": " + value)
                .isEmpty();
    }

    /** What was begun by trying is ended. */
    private void remove(HttpResponse<String> response) {
        response.headers()
                .firstValue("Location")
                .ifPresent(location ->
                        tillview.send(tillview.request(uri(location), "Bearer " + tillview.merchantToken(SHOP))
                                .DELETE()));
    }

    private URI uri(String path) {
        return tillview.installation().http(Endpoint.QUERY_SERVICE).resolve(path);
    }
}
