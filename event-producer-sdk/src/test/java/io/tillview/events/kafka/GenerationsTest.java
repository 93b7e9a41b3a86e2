package io.tillview.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class GenerationsTest {
    private static final int EVENTS = 200_000;

    private final Generations generations = new Generations(0);

    @Test
    void a_flush_sees_an_event_that_entered_while_others_flushed() throws InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> others = CompletableFuture.runAsync(() -> {
            while (!done.get()) {
                flush();
            }
        });

        long unseen = 0;
        for (int i = 0; i < EVENTS; i++) {
            Generations.Generation generation = generations.enter();
            unseen += generations.awaitEarlier(0) == 0 ? 1 : 0;
            generations.leave(generation);
        }
        done.set(true);
        others.join();

        assertThat(unseen).isZero();
        assertThat(generations.open()).isZero();
    }

    @Test
    void an_event_is_found_in_its_generation_after_more_flushes_than_there_are_numbers() throws InterruptedException {
        Generations.Generation oldest = generations.enter();
        for (int i = 0; i < 70_000; i++) {
            Generations.Generation each = generations.enter();
            generations.awaitEarlier(0);
            assertThat(generations.of(each.id())).isSameAs(each);
            generations.leave(each);
        }

        assertThat(generations.of(oldest.id())).isSameAs(oldest);
        assertThat(generations.awaitEarlier(0)).isOne();
    }

    @Test
    void a_flush_waits_for_recovered_events() throws InterruptedException {
        Generations recovered = new Generations(2);

        recovered.leave(recovered.of(0));

        assertThat(recovered.awaitEarlier(0)).isOne();
    }

    private void flush() {
        try {
            generations.awaitEarlier(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
