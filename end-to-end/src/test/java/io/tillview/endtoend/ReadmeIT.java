package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.cluster.Ports.Endpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The README's own lines, pasted into a shell: they do what is printed beside them. */
@ExtendWith(TillviewExtension.class)
class ReadmeIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern BLOCK = Pattern.compile("(?s)```(?:json)?\\n(.*?)```");

    private final Tillview tillview;
    private final List<String> blocks;

    ReadmeIT(Tillview tillview) throws IOException {
        this.tillview = tillview;
        this.blocks = BLOCK.matcher(Files.readString(ROOT.resolve("README.md")))
                .results()
                .map(MatchResult::group)
                .map(block -> block.replaceAll("```(json)?", ""))
                .toList();
    }

    @Test
    void what_is_published_is_answered_as_printed() throws Exception {
        JsonNode printed = Tillview.json(block("{\"columns\""));

        paste(block("./tillview publish"));

        await().atMost(Duration.ofMinutes(2)).ignoreExceptions().untilAsserted(() -> {
            JsonNode answer = Tillview.json(paste(block("curl")));
            for (String field : List.of("columns", "rows", "page", "warnings")) {
                assertThat(answer.get(field)).as(answer.toString()).isEqualTo(printed.get(field));
            }
            assertThat(answer.at("/meta/source")).isEqualTo(printed.at("/meta/source"));
        });
    }

    private String block(String beginning) {
        return blocks.stream()
                .map(String::strip)
                .filter(block -> block.startsWith(beginning))
                .findFirst()
                .orElseThrow(() -> new AssertionError("README has no block that begins with " + beginning));
    }

    /** Runs it in the project's folder, against this installation instead of the default one. */
    private String paste(String lines) throws Exception {
        String data = tillview.installation().data().root().toString();
        String adapted = lines.replaceAll("--merchant demo", "--merchant demo --data '" + data + "'")
                .replace("127.0.0.1:8080", tillview.installation().address(Endpoint.QUERY_SERVICE));
        Path output = Files.createTempFile(Path.of("target"), "pasted", ".out");
        Process process = new ProcessBuilder("bash", "-euo", "pipefail", "-c", adapted)
                .directory(ROOT.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).as(adapted).isTrue();
        String printed = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(adapted + " says " + printed).isZero();
        return printed;
    }
}
