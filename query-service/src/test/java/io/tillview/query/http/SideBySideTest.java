package io.tillview.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SideBySideTest {
    private final SideBySide sideBySide = new SideBySide();

    @AfterEach
    void close() {
        sideBySide.close();
    }

    @Test
    void results_are_in_the_order_of_the_things() {
        List<Integer> things = IntStream.range(0, 20).boxed().toList();

        assertThat(sideBySide.each(things, i -> i * 2))
                .isEqualTo(things.stream().map(i -> i * 2).toList());
    }

    @Test
    void a_few_go_on_at_once_and_no_more() {
        CountDownLatch together = new CountDownLatch(SideBySide.MAX_EACH);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();

        List<Boolean> met = sideBySide.each(IntStream.range(0, 12).boxed().toList(), i -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            together.countDown();
            try {
                return together.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            } finally {
                now.decrementAndGet();
            }
        });

        assertThat(met).containsOnly(true);
        assertThat(most).hasValue(SideBySide.MAX_EACH);
    }

    @Test
    void where_no_thread_is_free_the_callers_own_does_it() {
        sideBySide.close();

        assertThat(sideBySide.each(List.of(1, 2, 3), i -> Thread.currentThread()))
                .containsOnly(Thread.currentThread());
    }
}
