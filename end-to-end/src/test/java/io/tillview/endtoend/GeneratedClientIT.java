package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.cluster.Ports.Endpoint;
import io.tillview.endtoend.TillviewCommand.Result;
import io.tillview.events.EventType;
import io.tillview.events.MerchantEvent;
import io.tillview.events.Money;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A developer who takes {@code /openapi}, has a client generated from it, and asks with it. The generator is the one that
 * most take, with its own defaults; the program is {@code src/test/client/MerchantProgram.java}.
 */
@ExtendWith(TillviewExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class GeneratedClientIT {
    private static final String SHOP = "generated-client-shop";
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final Path GENERATOR = Path.of("target/openapi-generator/openapi-generator-cli.jar");
    private static final Path LIBRARIES =
            Path.of("target/generated-client-libraries").toAbsolutePath();
    private static final Path PROGRAM = Path.of("src/test/client/MerchantProgram.java");

    private final Tillview tillview;
    private JsonNode came;

    GeneratedClientIT(Tillview tillview) {
        this.tillview = tillview;
    }

    @BeforeAll
    void a_program_asks_with_a_generated_client(@TempDir Path folder) throws IOException {
        // A text that looks like a number must come as the text it is; one that is empty isn't missing.
        tillview.publish(List.of(order("007", 1995), order("007", 5), order("", 250), order("organic", 100)));
        tillview.awaitEvents(SHOP, 4);
        Path document = folder.resolve("openapi.json");
        Files.writeString(
                document, tillview.get(uri("/openapi?format=json"), null).body());
        generate(document, folder.resolve("client"));
        Path classes = Files.createDirectory(folder.resolve("classes"));
        compile(folder.resolve("client"), classes);

        came = run(classes);
    }

    @Test
    void the_caller_the_catalog_and_the_freshness_are_there() {
        assertThat(came.at("/me/kind").asText()).isEqualTo("merchant");
        assertThat(came.at("/me/merchants").toString()).isEqualTo("[\"" + SHOP + "\"]");
        assertThat(came.at("/catalog/measures").findValuesAsText("name")).contains("orders", "net_sales");
        assertThat(came.at("/catalog/limits/maxRows").asInt()).isEqualTo(10_000);
        assertThat(came.at("/freshness/datasources").findValuesAsText("datasource"))
                .containsExactlyInAnyOrder("merchant_metrics", "merchant_events");
    }

    @Test
    void a_question_is_answered_to_the_cent_and_texts_stay_texts() {
        assertThat(came.at("/query/rows").toString()).isEqualTo("[[\"007\",2,\"20.00\"],[\"\",1,\"2.50\"]]");
        assertThat(came.at("/query/totals").toString()).isEqualTo("[null,3,\"22.50\"]");
        assertThat(came.at("/query/columns").findValuesAsText("type")).containsExactly("string", "long", "money");
        assertThat(came.at("/query/columns/2/currency").asText()).isEqualTo("EUR");
        assertThat(came.get("queryId").asText()).matches("[0-9a-f-]{36}");
        assertThat(came.at("/sql/rows").toString()).isEqualTo("[[2]]");
    }

    @Test
    void what_is_wrong_comes_as_a_problem_with_all_violations() {
        JsonNode problem = came.at("/problem/body");

        assertThat(came.at("/problem/status").asInt()).isEqualTo(400);
        assertThat(problem.get("type").asText()).isEqualTo("urn:tillview:problem:invalid-query");
        assertThat(problem.get("violations").findValuesAsText("field"))
                .containsExactlyInAnyOrder("dimensions[0]", "timeRange.to");
        assertThat(problem.get("violations").toString()).contains("channel");
    }

    @Test
    void a_batch_has_an_answer_and_a_problem() {
        assertThat(came.at("/batch/answers/0/status").asInt()).isEqualTo(200);
        assertThat(came.at("/batch/answers/0/result/rows")).isEqualTo(came.at("/query/rows"));
        assertThat(came.at("/batch/answers/1/status").asInt()).isEqualTo(400);
        assertThat(came.at("/batch/answers/1/problem/violations")).hasSize(2);
    }

    private static void generate(Path document, Path client) {
        Result result = TillviewCommand.run(
                Path.of("").toAbsolutePath(),
                Map.of(),
                List.of(
                        JAVA,
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        GENERATOR.toAbsolutePath().toString(),
                        "generate",
                        "--input-spec",
                        document.toString(),
                        "--generator-name",
                        "java",
                        "--library",
                        "native",
                        "--output",
                        client.toString(),
                        "--invoker-package",
                        "io.tillview.client",
                        "--api-package",
                        "io.tillview.client.api",
                        "--model-package",
                        "io.tillview.client.model",
                        "--additional-properties",
                        "openApiNullable=false,useJakartaEe=true,hideGenerationTimestamp=true"));
        assertThat(result.exit()).as(result.toString()).isZero();
    }

    private static void compile(Path client, Path classes) throws IOException {
        List<Path> sources = new ArrayList<>(List.of(PROGRAM));
        try (Stream<Path> files = Files.walk(client.resolve("src/main/java"))) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> libraries = Files.list(LIBRARIES)) {
            files.setLocationFromPaths(StandardLocation.CLASS_PATH, libraries.toList());
            boolean compiled = compiler.getTask(
                            said,
                            files,
                            null,
                            List.of("-proc:none", "-nowarn", "-d", classes.toString()),
                            null,
                            files.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertThat(compiled).as(said.toString()).isTrue();
        }
    }

    private JsonNode run(Path classes) {
        Result result = TillviewCommand.run(
                Path.of("").toAbsolutePath(),
                Map.of("TILLVIEW_TOKEN", tillview.merchantToken(SHOP)),
                List.of(
                        JAVA,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classes + File.pathSeparator + LIBRARIES + "/*",
                        "MerchantProgram",
                        uri("").toString()));
        assertThat(result.exit()).as(result.toString()).isZero();
        return Tillview.json(result.out());
    }

    private static MerchantEvent order(String channel, long cents) {
        return MerchantEvent.builder()
                .merchantId(SHOP)
                .eventType(EventType.ORDER_PLACED)
                .amount(Money.of(cents, "EUR"))
                .channel(channel)
                .build();
    }

    private URI uri(String path) {
        return tillview.installation().http(Endpoint.QUERY_SERVICE).resolve(path);
    }
}
