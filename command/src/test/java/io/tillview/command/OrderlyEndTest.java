package io.tillview.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import org.junit.jupiter.api.Test;

class OrderlyEndTest {
    @Test
    void the_result_of_the_work_is_the_result() throws Exception {
        assertThat(OrderlyEnd.around(() -> 7)).isEqualTo(7);
    }

    @Test
    void an_interrupt_that_surfaced_as_a_broken_file_is_an_interrupt() {
        assertThatThrownBy(() -> OrderlyEnd.around(() -> {
                    throw new UncheckedIOException(new ClosedByInterruptException());
                }))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void any_other_failure_stays_what_it_is() {
        assertThatThrownBy(() -> OrderlyEnd.around(() -> {
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(IllegalStateException.class);
    }
}
