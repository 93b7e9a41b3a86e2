package io.tillview.query.caching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tillview.query.Interval;
import io.tillview.query.answering.FoundRows;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.scoping.Questions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FlightsTest {
    private static final AnswerKey KEY =
            new AnswerKey(Questions.SHOP, Datasource.MERCHANT_METRICS, Questions.NOVEMBER, 1, 2);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final AtomicLong nanos = new AtomicLong();
    private final CacheCounts counts = new CacheCounts();
    private final Flights flights = new Flights(counts, nanos::get);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch answered = new CountDownLatch(1);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void what_many_ask_at_the_same_time_is_asked_once() {
        List<CompletableFuture<Optional<FoundRows>>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(begin(KEY, this::slow));
        }
        await().until(() -> counts.soFar().shared() == 7);

        answered.countDown();

        all.forEach(one -> assertThat(one.join()).isEmpty());
        assertThat(asked).hasValue(1);
        assertThat(flights.isUnderWay(KEY)).isFalse();
    }

    @Test
    void nobody_waits_for_what_was_asked_too_long_ago_or_about_something_else() {
        CompletableFuture<Optional<FoundRows>> first = begin(KEY, this::slow);
        await().until(() -> asked.get() == 1);
        nanos.addAndGet(SECOND.toNanos() + 1);

        assertThat(flights.fly(KEY, SECOND, this::quick)).isEmpty();
        assertThat(flights.fly(
                        KEY.about(new Interval(
                                Questions.NOVEMBER.to(), Questions.NOVEMBER.to().plus(SECOND))),
                        SECOND,
                        this::quick))
                .isEmpty();
        assertThat(asked).hasValue(3);

        answered.countDown();
        assertThat(first.join()).isEmpty();
    }

    @Test
    void who_waits_hears_of_a_failure_and_the_next_asks_anew() {
        CompletableFuture<Optional<FoundRows>> first = begin(KEY, this::failing);
        await().until(() -> asked.get() == 1);
        CompletableFuture<Optional<FoundRows>> second = begin(KEY, this::failing);
        await().until(() -> counts.soFar().shared() == 1);

        answered.countDown();

        for (CompletableFuture<Optional<FoundRows>> one : List.of(first, second)) {
            assertThatThrownBy(one::join)
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("on purpose");
        }
        assertThat(flights.fly(KEY, SECOND, this::quick)).isEmpty();
        assertThat(asked).hasValue(2);
    }

    private CompletableFuture<Optional<FoundRows>> begin(AnswerKey key, Supplier<Optional<FoundRows>> ask) {
        return CompletableFuture.supplyAsync(() -> flights.fly(key, SECOND, ask), threads);
    }

    private Optional<FoundRows> quick() {
        asked.incrementAndGet();
        return Optional.empty();
    }

    private Optional<FoundRows> slow() {
        asked.incrementAndGet();
        try {
            answered.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private Optional<FoundRows> failing() {
        slow();
        throw new IllegalStateException("on purpose");
    }
}
