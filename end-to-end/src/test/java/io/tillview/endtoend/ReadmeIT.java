package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.cluster.Ports;
import io.tillview.endtoend.ReadmeBlocks.Block;
import io.tillview.endtoend.TillviewCommand.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A stranger who has nothing but the README: {@code up}, then every block in its order, pasted into a shell; each answer
 * is the printed one.
 */
class ReadmeIT {
    private static final Path FOLDER = Path.of("target/readme");
    private static final TillviewCommand TILLVIEW = new TillviewCommand(FOLDER.resolve("data"), Ports.free());

    /** Parts of an answer that are the same on every machine and every day. */
    private static final List<String> STEADY = List.of("columns", "page", "warnings");

    /** How much an estimate may differ from the printed one; a true fault is larger. */
    private static final double ESTIMATES = 0.032;

    @BeforeAll
    static void bring_everything_up() throws IOException {
        TillviewCommand.build();
        TILLVIEW.call("down");
        TillviewCommand.run(Path.of("."), Map.of(), List.of("rm", "-rf", FOLDER.toString()));
        Files.createDirectories(FOLDER);
        Result up = TILLVIEW.upWithDemo("--detach");
        assertThat(up.exit()).as(up.toString()).isZero();
    }

    @AfterAll
    static void take_it_down() {
        TILLVIEW.call("down");
    }

    @Test
    void every_block_does_what_is_printed_beside_it() throws Exception {
        ReadmeBlocks readme = ReadmeBlocks.read(TillviewCommand.home().resolve("README.md"), TILLVIEW);
        StringBuilder variables = new StringBuilder();
        int answers = 0;

        for (int i = 0; i < readme.blocks().size(); i++) {
            Block block = readme.blocks().get(i);
            switch (block.kind()) {
                case SET_VARIABLE -> variables.append(block.text()).append('\n');
                case QUESTION -> {
                    assertAnswered(variables + block.text(), readme.answerAfter(i));
                    answers++;
                }
                case COMMAND -> assertDone(TillviewCommand.paste(variables + block.text()));
                case PROGRAM -> runProgram(block);
                case DEPENDENCY ->
                    assertThat(block.text())
                            .contains("<groupId>io.tillview</groupId>", "<artifactId>event-producer-sdk</artifactId>")
                            .contains("<version>" + projectVersion() + "</version>");
                case ANSWER, TRIED_ELSEWHERE -> {}
            }
        }

        assertThat(answers).as("five questions, and the SDK's first event").isGreaterThanOrEqualTo(6);
    }

    private static void assertAnswered(String question, JsonNode printed) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    Result answer = TillviewCommand.paste(question);
                    assertDone(answer);
                    JsonNode got = Tillview.json(answer.out());
                    for (String field : STEADY) {
                        assertThat(got.path(field)).as(question + "\n" + got).isEqualTo(printed.path(field));
                    }
                    assertSame(got.path("columns"), got.path("rows"), printed.path("rows"));
                    assertThat(got.path("totals").isMissingNode())
                            .isEqualTo(printed.path("totals").isMissingNode());
                    if (printed.has("totals")) {
                        assertRow(got.path("columns"), got.path("totals"), printed.path("totals"));
                    }
                    assertThat(got.at("/meta/source")).as(question).isEqualTo(printed.at("/meta/source"));
                });
    }

    private static void assertSame(JsonNode columns, JsonNode got, JsonNode printed) {
        assertThat(got).as(got.toString()).hasSameSizeAs(printed);
        for (int i = 0; i < printed.size(); i++) {
            assertRow(columns, got.get(i), printed.get(i));
        }
    }

    /** Estimates depend a little on the order in which Druid merges sketches; all else is the same to the last digit. */
    private static void assertRow(JsonNode columns, JsonNode got, JsonNode printed) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).path("approximate").asBoolean()) {
                double expected = printed.get(i).asDouble();
                assertThat(got.get(i).asDouble()).as(got.toString()).isCloseTo(expected, within(expected * ESTIMATES));
            } else {
                assertThat(got.get(i)).as(got.toString()).isEqualTo(printed.get(i));
            }
        }
    }

    private static void assertDone(Result result) {
        assertThat(result.exit()).as(result.toString()).isZero();
    }

    /** Compiles the program against the SDK alone and runs it. */
    private static void runProgram(Block block) throws IOException {
        Path source = FOLDER.resolve("FirstOrder.java");
        Files.writeString(source, block.text());
        String sdk = System.getProperty("java.class.path");
        String java = Path.of(System.getProperty("java.home"), "bin/java").toString();

        Result result = TillviewCommand.run(Path.of("."), Map.of(), List.of(java, "-cp", sdk, source.toString()));

        assertDone(result);
        assertThat(result.out()).contains("Delivered");
    }

    private static String projectVersion() throws IOException {
        String pom = Files.readString(TillviewCommand.home().resolve("pom.xml"));
        return pom.replaceFirst("(?s).*?<version>([^<]*)</version>.*", "$1");
    }
}
