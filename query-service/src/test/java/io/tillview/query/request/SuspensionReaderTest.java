package io.tillview.query.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuspensionReaderTest {
    private final SuspensionReader reader = new SuspensionReader();

    @Test
    void reads_the_reason_without_the_spaces_around_it() {
        assertThat(read("{\"reason\": \" unpaid since März \"}"))
                .isEqualTo(new Reading.Understood<>("unpaid since März"));
        assertThat(read("{\"reason\": \"" + "x".repeat(500) + "\"}"))
                .isEqualTo(new Reading.Understood<>("x".repeat(500)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"reason\": null}",
                "{\"reason\": 1}",
                "{\"reason\": \" \"}",
                "{\"reason\": \"two\\nlines\"}",
                "{\"reason\": \"\\u0000\"}",
                "{\"reason\": \"half a pair: \\ud83d\"}",
                "{\"reason\": \"unpaid\", \"since\": \"2026\"}",
                "[]"
            })
    void everything_else_is_refused(String body) {
        assertThat(read(body)).isInstanceOf(Reading.Refused.class);
    }

    @Test
    void a_reason_has_an_end() {
        assertThat(read("{\"reason\": \"" + "x".repeat(501) + "\"}")).isInstanceOf(Reading.Refused.class);
        assertThat(read("unpaid")).isInstanceOf(Reading.NotJson.class);
    }

    private Reading<String> read(String body) {
        return reader.read(body.getBytes(StandardCharsets.UTF_8));
    }
}
