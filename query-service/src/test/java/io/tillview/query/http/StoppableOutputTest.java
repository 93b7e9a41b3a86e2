package io.tillview.query.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class StoppableOutputTest {
    @Test
    void nothing_is_written_once_it_may_not_go_on() throws IOException {
        AtomicBoolean mayGoOn = new AtomicBoolean(true);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        OutputStream output = new StoppableOutput(written, mayGoOn::get);

        output.write(new byte[] {1, 2, 3}, 1, 2);
        output.write(4);
        mayGoOn.set(false);

        assertThatThrownBy(() -> output.write(new byte[] {5})).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> output.write(6)).isInstanceOf(IOException.class);
        assertThat(written.toByteArray()).containsExactly(2, 3, 4);
    }
}
