package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.cluster.Ports;
import io.tillview.endtoend.ReadmeBlocks.Block;
import io.tillview.endtoend.TillviewCommand.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        ReadmeBlocks readme = ReadmeBlocks.read(ReadmeIT::adapted);
        String history = Files.readString(TILLVIEW.data().resolve("demo-history.properties"));
        StringBuilder variables = new StringBuilder();
        int answers = 0;

        for (int i = 0; i < readme.blocks().size(); i++) {
            Block block = readme.blocks().get(i);
            switch (block.kind()) {
                case SET_VARIABLE -> variables.append(block.text()).append('\n');
                case QUESTION -> {
                    String question = ReadmeAnswers.aboutTheSameDays(block.text(), history);
                    ReadmeAnswers.assertAnswered(variables + question, readme.answerAfter(i));
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

    private static void assertDone(Result result) {
        assertThat(result.exit()).as(result.toString()).isZero();
    }

    /** Compiles the program against the SDK alone and runs it. */
    private static void runProgram(Block block) throws IOException {
        Path source = FOLDER.resolve("FirstOrder.java");
        Files.writeString(source, block.text());
        String sdk = System.getProperty("java.class.path");
        String java = Path.of(System.getProperty("java.home"), "bin/java").toString();

        Result result = TillviewCommand.run(
                Path.of("."),
                Map.of(),
                List.of(java, "-Duser.home=" + FOLDER.toAbsolutePath(), "-cp", sdk, source.toString()));

        assertDone(result);
        assertThat(result.out()).contains("Delivered");
    }

    private static String adapted(String text) {
        return text.replaceAll("(\\./tillview \\w+)", "$1 --data '" + TILLVIEW.data() + "'")
                .replace("\".tillview/", "\"" + TILLVIEW.data() + "/")
                .replace("http://127.0.0.1:8080", TILLVIEW.api());
    }

    private static String projectVersion() throws IOException {
        String pom = Files.readString(TillviewCommand.home().resolve("pom.xml"));
        return pom.replaceFirst("(?s).*?<version>([^<]*)</version>.*", "$1");
    }
}
