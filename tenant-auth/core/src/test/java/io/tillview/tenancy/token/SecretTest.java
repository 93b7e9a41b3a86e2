package io.tillview.tenancy.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
    @TempDir
    private Path folder;

    private Path write(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void matches_itself_only() throws IOException {
        Secret secret = Secret.readFrom(write("0123456789abcdef\n"));

        assertThat(secret.matches("0123456789abcdef")).isTrue();
        assertThat(secret.matches("0123456789abcdeF")).isFalse();
        assertThat(secret.matches("0123456789abcdef\n")).isFalse();
        assertThat(secret.matches("")).isFalse();
        assertThat(secret.reveal()).isEqualTo("0123456789abcdef");
    }

    @Test
    void shows_nothing() throws IOException {
        assertThat(Secret.readFrom(write("0123456789abcdef"))).hasToString("Secret[redacted]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "short", "two lines of text\nand more", "0123456789 abcdef", "0123456789abcdeé"})
    void has_to_be_one_line_of_at_least_16_printable_characters(String text) throws IOException {
        Path file = write(text);

        assertThatThrownBy(() -> Secret.readFrom(file))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageStartingWith(file.toString())
                .satisfies(e -> assertThat(((UnusableFileException) e).file()).isEqualTo(file));
    }

    @Test
    void has_to_be_private() throws IOException {
        Path file = write("0123456789abcdef");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> Secret.readFrom(file))
                .hasMessageContaining("chmod 600")
                .hasMessageNotContaining("0123");
    }
}
