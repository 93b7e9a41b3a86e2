package io.tillview.cluster.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.cluster.Service.Launch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchScriptTest {
    private static final String HOSTILE = "it's $HOME `id` \"x\" \\ *\nsecond line";

    @TempDir
    private Path folder;

    @Test
    void becomes_the_program_with_every_word_and_variable_as_it_was() throws Exception {
        Launch launch =
                new Launch(List.of("sh", "-c", "printf '%s|%s' \"$WORD\" \"$0\"", HOSTILE), Map.of("WORD", HOSTILE));

        String printed = run(launch);

        assertThat(printed).isEqualTo(HOSTILE + "|" + HOSTILE);
    }

    @Test
    void is_gone_before_the_program_runs() throws Exception {
        Launch launch = new Launch(List.of("ls", folder.toString()), Map.of("PASSWORD", "secret"));

        String printed = run(launch);

        assertThat(printed).isEmpty();
    }

    private String run(Launch launch) throws IOException, InterruptedException {
        Path script = folder.resolve("script");
        Files.writeString(script, LaunchScript.of(launch));
        Process shell = new ProcessBuilder("sh", script.toString()).start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).isZero();
        return printed;
    }
}
