package io.tillview.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private static final int EVENTS = 200_000;

    private final Backlog backlog = new Backlog(1_000);

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
            Backlog.Generation generation = backlog.enter(1);
            unseen += backlog.awaitEarlier(0) == 0 ? 1 : 0;
            backlog.leave(generation, 1);
        }
        done.set(true);
        others.join();

        assertThat(unseen).isZero();
        assertThat(backlog.size()).isZero();
        assertThat(backlog.bytes()).isZero();
    }

    private void flush() {
        try {
            backlog.awaitEarlier(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
