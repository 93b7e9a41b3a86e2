package io.tillview.query.segments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.freshness.Freshness;
import io.tillview.query.scoping.Questions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PolledSegmentWatchTest {
    private static final URI BROKER = URI.create("http://127.0.0.1:8082");
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration OFTEN = Duration.ofMillis(5);

    private final FakeSegmentSource source = new FakeSegmentSource();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final AtomicLong ticker = new AtomicLong(100);
    private volatile List<Freshness> reach = List.of();
    private PolledSegmentWatch watch;

    @AfterEach
    void close() {
        source.release();
        watch.close();
    }

    @Test
    void asks_again_and_again_for_what_changed_since() {
        watch(OFTEN);

        await().until(() -> source.asked.size() >= 3);

        assertThat(source.asked).startsWith("none 0", "one 1", "one 2");
        assertThat(watch.latest(BROKER).orElseThrow().segments().position()).isPositive();
        assertThat(count("answered")).isPositive();
    }

    @Test
    void a_sighting_is_as_old_as_its_question() {
        watch(NEVER);
        List<Freshness> before = List.of(Freshness.unknown(Datasource.MERCHANT_EVENTS));
        reach = before;
        source.hold();
        CompletableFuture<Optional<Sighting>> sighting = watch.fresh(BROKER);
        await().until(() -> source.asked.size() == 1);
        ticker.set(900);
        reach = List.of();

        source.release();

        assertThat(sighting.join()).isPresent();
        assertThat(sighting.join().orElseThrow().askedNanos()).isEqualTo(100);
        assertThat(sighting.join().orElseThrow().reach()).isEqualTo(before);
        assertThat(metrics.get("tillview.segments.view.age").gauge().value()).isEqualTo(800e-9);
    }

    @Test
    void who_comes_while_one_is_being_asked_shares_the_next() {
        watch(NEVER);
        source.hold();
        CompletableFuture<Optional<Sighting>> first = watch.fresh(BROKER);
        await().until(() -> source.asked.size() == 1);
        List<CompletableFuture<Optional<Sighting>>> others =
                List.of(watch.fresh(BROKER), watch.fresh(BROKER), watch.fresh(BROKER));

        source.release();

        assertThat(first.join().orElseThrow().segments().position()).isEqualTo(1);
        assertThat(others).allSatisfy(other -> assertThat(
                        other.join().orElseThrow().segments().position())
                .isEqualTo(2));
        assertThat(source.asked).hasSize(2);
    }

    @Test
    void nobody_ends_it_for_others() {
        watch(NEVER);
        source.hold();
        CompletableFuture<Optional<Sighting>> impatient = watch.fresh(BROKER);
        CompletableFuture<Optional<Sighting>> patient = watch.fresh(BROKER);

        impatient.cancel(true);
        source.release();

        assertThat(patient.join()).isPresent();
    }

    @Test
    void while_a_broker_is_away_its_last_word_stays_known() {
        watch(NEVER);
        Sighting last = watch.fresh(BROKER).join().orElseThrow();
        source.fail();

        assertThat(watch.fresh(BROKER).join()).isEmpty();
        assertThat(watch.latest(BROKER)).containsSame(last);
        assertThat(count("unanswered")).isEqualTo(1);
    }

    @Test
    void who_waits_is_told_in_time_that_there_is_no_answer() {
        watch(NEVER);
        source.hold();
        CompletableFuture<Optional<Sighting>> asking = watch.fresh(BROKER);
        await().until(() -> source.asked.size() == 1);
        CompletableFuture<Optional<Sighting>> next = watch.fresh(BROKER);

        assertThat(asking.join()).isEmpty();
        assertThat(next.join()).isEmpty();
        assertThat(watch.latest(BROKER)).isEmpty();
    }

    @Test
    void a_broker_that_was_started_anew_is_known_anew() {
        watch(NEVER);
        assertThat(watch.fresh(BROKER).join()).isPresent();
        source.restart("two");

        assertThat(watch.fresh(BROKER).join().orElseThrow().segments().epoch()).isEqualTo("two");
    }

    @Test
    void what_can_not_be_put_together_changes_nothing() {
        watch(NEVER);
        Sighting last = watch.fresh(BROKER).join().orElseThrow();
        source.goBack();

        assertThat(watch.fresh(BROKER).join()).isEmpty();
        assertThat(watch.latest(BROKER)).containsSame(last);
    }

    @Test
    void once_it_is_closed_nobody_waits() {
        watch(NEVER);
        source.hold();
        CompletableFuture<Optional<Sighting>> waiting = watch.fresh(BROKER);
        await().until(() -> source.asked.size() == 1);
        CompletableFuture<Optional<Sighting>> next = watch.fresh(BROKER);

        watch.close();

        assertThat(waiting.join()).isEmpty();
        assertThat(next.join()).isEmpty();
        assertThat(watch.fresh(BROKER).join()).isEmpty();
    }

    @Test
    void only_the_brokers_are_watched() {
        watch(NEVER);

        assertThat(watch.home(Questions.EVERYBODY, "ann")).isEqualTo(BROKER);
        assertThatThrownBy(() -> watch.latest(URI.create("http://127.0.0.1:1")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void watch(Duration interval) {
        watch = new PolledSegmentWatch(
                List.of(BROKER), (scope, subject) -> BROKER, source, () -> reach, ticker::get, interval, metrics);
        watch.start();
    }

    private double count(String outcome) {
        return metrics.get("tillview.segments.polls")
                .tag("outcome", outcome)
                .counter()
                .count();
    }
}
