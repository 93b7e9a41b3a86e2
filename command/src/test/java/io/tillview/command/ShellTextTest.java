package io.tillview.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.cluster.DataFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"plain", "/a path/with spaces", "it's", "$HOME `id` \\ \"q\" *", ""})
    void a_quoted_word_reaches_a_program_as_it_is(String word) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", "printf %s " + ShellText.quote(word)).start();

        assertThat(new String(shell.getInputStream().readAllBytes(), UTF_8)).isEqualTo(word);
    }

    @Test
    void a_call_names_the_data_folder_only_when_it_is_not_the_usual_one() {
        assertThat(ShellText.call(InstallationOptions.defaultData(), "down")).isEqualTo("./tillview down");
        assertThat(ShellText.call(new DataFolder(Path.of("/srv/my data")), "down"))
                .isEqualTo("./tillview down --data '/srv/my data'");
    }
}
