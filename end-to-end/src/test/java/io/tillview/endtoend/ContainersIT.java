package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.endtoend.ReadmeBlocks.Block;
import io.tillview.endtoend.ReadmeBlocks.Kind;
import io.tillview.endtoend.TillviewCommand.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** The README's containers, wherever there is an engine for them, in this order. */
@ExtendWith(DockerEngineCondition.class)
@TestMethodOrder(OrderAnnotation.class)
class ContainersIT {
    private static final List<String> DRUID =
            List.of("coordinator-overlord", "broker", "historical", "indexer", "router");

    private static ComposeProject project;

    @BeforeAll
    static void bring_the_containers_up_as_the_readme_says() throws IOException {
        project = ComposeProject.withoutRemains();
        TillviewCommand.build();

        project.done(readme().blocks().stream()
                .map(Block::text)
                .filter(text -> text.contains("docker compose up"))
                .findFirst()
                .orElseThrow()
                // What is packaged by now.
                .replaceFirst("mvn .*\n", ""));
    }

    @AfterAll
    static void take_them_away() {
        if (project != null) {
            project.close();
        }
    }

    @Test
    @Order(1)
    void they_answer_the_readmes_five_questions() throws IOException {
        ReadmeBlocks readme = readme();
        String history = project.done("docker compose run --rm -T --entrypoint cat tillview"
                        + " /var/lib/tillview/demo-history.properties")
                .out();
        String token = "TOKEN=" + project.token("demo") + "\n";
        int answers = 0;

        for (int i = 0; i < readme.blocks().size(); i++) {
            Block block = readme.blocks().get(i);
            if (block.kind() == Kind.QUESTION && block.text().contains("$TOKEN")) {
                String question = ReadmeAnswers.aboutTheSameDays(project.adapted(block.text()), history);
                ReadmeAnswers.assertAnswered(token + question, readme.answerAfter(i));
                answers++;
            }
        }

        assertThat(answers).isEqualTo(5);
    }

    @Test
    @Order(2)
    void what_is_published_and_imported_is_answered_to_its_merchant_only() throws IOException {
        Path file = Files.createTempFile(Path.of("target"), "past", ".ndjson").toAbsolutePath();
        Files.writeString(file, pastOrder("0191d7a0-0000-7000-8000-000000000001") + "\nnot an event\n");
        file.toFile().setReadable(true, false);

        project.done(
                "./tillview publish --merchant my-shop --type order_placed --amount 9.99 --currency EUR --count 3");
        Result imported = TillviewCommand.paste(project.adapted(
                "docker compose run --rm -T --volume " + file + ":/tmp/past:ro tillview import /tmp/past"));
        Files.delete(file);

        assertThat(imported.exit()).as(imported.toString()).isEqualTo(1);
        assertThat(imported.out() + imported.err()).contains("Imported 1 events, rejected 1 lines");
        awaitOrders("my-shop", "4");
        awaitOrders("another-shop", "0");
    }

    @Test
    @Order(3)
    void none_runs_as_root_or_may_write_to_its_programs() {
        for (String service : services()) {
            String container = project.container(service);
            String settings = project.done("docker inspect --format "
                            + "'{{.Config.User}} {{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}}' " + container)
                    .out()
                    .strip();

            assertThat(settings).as(service).isEqualTo("10001:10001 true [ALL]");
        }
    }

    @Test
    @Order(4)
    void each_has_the_secrets_it_needs_and_nobody_sees_them_from_outside() {
        assertThat(secrets("zookeeper", "/var/lib/tillview/secrets")).isEmpty();
        assertThat(secrets("query-service", "/run/secrets"))
                .containsExactly(
                        "access-token.pub.pem", "delegation.key.pem", "directory-password", "kafka-query-service");
        assertThat(secrets("kafka", "/var/lib/tillview/secrets"))
                .containsExactly("kafka-admin", "kafka-druid", "kafka-publisher", "kafka-query-service");
        assertThat(secrets("demo-storefronts", "/var/lib/tillview/secrets")).containsExactly("kafka-publisher");
        for (String role : DRUID) {
            assertThat(secrets(role, "/var/lib/tillview/secrets"))
                    .contains("delegation.pub.pem")
                    .doesNotContain("delegation.key.pem", "access-token.key.pem", "kafka-publisher");
        }

        String password = project.inside("broker", "cat", "/var/lib/tillview/secrets/druid-internal");

        for (String service : services()) {
            assertThat(project.done("docker inspect " + project.container(service))
                            .out())
                    .as(service)
                    .doesNotContain(password);
            assertThat(project.done("docker logs " + project.container(service) + " 2>&1")
                            .out())
                    .as(service)
                    .doesNotContain(password);
        }
    }

    @Test
    @Order(5)
    void killed_or_stopped_they_come_back_with_all_they_had() {
        project.done("docker compose kill kafka indexer historical");
        project.done("docker compose stop");
        project.done("docker compose up --detach");

        awaitOrders("my-shop", "4");
        project.done("./tillview publish --merchant my-shop --type order_placed --amount 9.99 --currency EUR");
        awaitOrders("my-shop", "5");
    }

    private static void awaitOrders(String merchant, String orders) {
        String token = project.token(merchant);
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    Result answer =
                            TillviewCommand.paste("curl -s " + project.api() + "/v1/query -H 'Authorization: Bearer "
                                    + token
                                    + "' -H 'Content-Type: application/json' -d '{\"measures\":[\"orders\"],\"timeRange\":"
                                    + "{\"from\":\"2024-01-01\",\"to\":\"2100-01-01\"},\"grain\":\"none\"}'");
                    JsonNode rows = Tillview.json(answer.out()).path("rows");
                    assertThat(rows.isEmpty() ? "0" : rows.at("/0/0").asText())
                            .as(answer.toString())
                            .isEqualTo(orders);
                });
    }

    private static List<String> secrets(String service, String folder) {
        return project.inside(service, "sh", "-c", "ls " + folder + " 2> /dev/null || true")
                .lines()
                .toList();
    }

    private static List<String> services() {
        List<String> services = new ArrayList<>(DRUID);
        services.addAll(List.of("zookeeper", "postgresql", "kafka", "query-service", "demo-storefronts"));
        return services;
    }

    private static String pastOrder(String id) {
        return "{\"event_id\":\"" + id + "\",\"merchant_id\":\"my-shop\",\"event_type\":\"order_placed\","
                + "\"occurred_at\":\"" + LocalDate.now(ZoneOffset.UTC).minusDays(30)
                + "T10:00:00.000Z\",\"amount_minor\":999,\"currency\":\"EUR\"}";
    }

    private static ReadmeBlocks readme() throws IOException {
        return ReadmeBlocks.read(text -> text);
    }
}
