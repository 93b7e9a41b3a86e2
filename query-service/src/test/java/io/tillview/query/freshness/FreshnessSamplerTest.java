package io.tillview.query.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.catalog.Datasource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FreshnessSamplerTest {
    private static final Instant BEGINNING = Instant.parse("2026-11-22T00:00:00Z");

    private final FakeTopic topic = new FakeTopic();
    private final FakeIngestion ingestion = new FakeIngestion();
    private final FreshnessSampler sampler =
            new FreshnessSampler(topic, ingestion, topic, InstantSource.system(), Duration.ofMillis(10));

    @AfterEach
    void close() {
        sampler.close();
    }

    @Test
    void says_how_far_every_datasource_reaches() {
        Instant begun = Instant.now();
        sampler.start();

        await(all -> all.stream().allMatch(one -> reaches(one, begun)));

        assertThat(sampler.all()).extracting(Freshness::datasource).containsExactly(Datasource.values());
        assertThat(sampler.all()).allSatisfy(one -> {
            assertThat(one.state()).isEqualTo(IngestionState.INGESTING);
            assertThat(one.recordsBehind()).hasValue(0);
            assertThat(one.dataFrom()).contains(BEGINNING);
        });
    }

    @Test
    void the_time_moves_on_while_nothing_comes_and_stands_while_something_waits() {
        sampler.start();
        await(all -> all.stream().allMatch(one -> reaches(one, Instant.EPOCH)));

        topic.end = 101;
        Instant waiting = Instant.now();
        await(all -> all.stream().allMatch(one -> one.recordsBehind().orElse(0) == 1));
        assertThat(sampler.all()).noneMatch(one -> reaches(one, waiting));

        ingestion.position = 101;
        await(all -> all.stream().allMatch(one -> reaches(one, waiting)));
    }

    @Test
    void one_that_is_away_keeps_no_news_from_the_others_back() {
        sampler.start();
        await(all -> all.stream().allMatch(one -> reaches(one, Instant.EPOCH)));

        topic.away = true;
        await(all -> all.stream().allMatch(one -> one.state() == IngestionState.TOPIC_UNREACHABLE));
        ingestion.overlordAway = true;
        await(all -> all.stream().allMatch(one -> one.state() == IngestionState.UNREACHABLE));
        assertThat(sampler.all()).allMatch(one -> reaches(one, Instant.EPOCH));

        ingestion.tasksGone = true;

        await(all -> all.stream().noneMatch(one -> reaches(one, BEGINNING)));
    }

    @Test
    void an_answer_is_final_up_to_where_late_events_are_merged_and_no_further() {
        topic.merged = 99;
        sampler.start();

        await(all -> all.stream().allMatch(one -> one.finalThrough().isPresent()));

        assertThat(sampler.all()).allSatisfy(one -> assertThat(
                        one.finalThrough().orElseThrow())
                .isBetween(BEGINNING.minus(LateMerges.WINDOW).minusSeconds(5), BEGINNING.minus(LateMerges.WINDOW)));
    }

    @Test
    void nothing_is_final_while_nobody_says_what_is_merged() {
        topic.mergesAway = true;
        sampler.start();

        await(all -> all.stream().allMatch(one -> reaches(one, BEGINNING)));

        assertThat(sampler.all())
                .allSatisfy(one -> assertThat(one.finalThrough()).isEmpty());
    }

    @Test
    void an_error_ends_nothing() {
        ingestion.throwing = true;
        sampler.start();
        await(all -> ingestion.asked.get() > 3);

        ingestion.throwing = false;

        await(all -> all.stream().allMatch(one -> reaches(one, Instant.EPOCH)));
    }

    private static boolean reaches(Freshness freshness, Instant time) {
        return freshness.dataThrough().filter(through -> through.isAfter(time)).isPresent();
    }

    private void await(Predicate<List<Freshness>> condition) {
        long giveUp = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.test(sampler.all())) {
            assertThat(System.nanoTime()).as(() -> sampler.all().toString()).isLessThan(giveUp);
            Thread.onSpinWait();
        }
    }

    /** One partition with records, and one without. */
    private static final class FakeTopic implements Topic, LateMerges {
        volatile long end = 100;
        volatile long merged = 100;
        volatile boolean away;
        volatile boolean mergesAway;

        @Override
        public Map<Integer, Long> mergedUpTo(Datasource datasource) throws IOException {
            if (mergesAway) {
                throw new IOException("away");
            }
            return Map.of(0, merged);
        }

        @Override
        public Map<Integer, Long> ends() throws IOException {
            if (away) {
                throw new IOException("away");
            }
            return Map.of(0, end, 1, 0L);
        }

        @Override
        public Map<Integer, Long> firstSince(Map<Integer, Instant> since) {
            Map<Integer, Long> first = new HashMap<>();
            since.forEach((partition, time) -> first.put(partition, time.isAfter(BEGINNING) ? end : 0L));
            return first;
        }
    }

    /** One task a supervisor. */
    private static final class FakeIngestion implements Ingestion {
        volatile long position = 100;
        volatile boolean overlordAway;
        volatile boolean tasksGone;
        volatile boolean throwing;
        final AtomicInteger asked = new AtomicInteger();

        @Override
        public SupervisorAnswer supervisor(Datasource datasource) {
            if (overlordAway) {
                return new SupervisorAnswer.NoAnswer("away");
            }
            IngestionTask task = new IngestionTask(datasource.table(), true, Map.of(0, 0L));
            return new SupervisorAnswer.Told(new SupervisorReport(false, true, List.of(task)));
        }

        @Override
        public Optional<Instant> earliest(Datasource datasource) {
            return Optional.of(BEGINNING);
        }

        @Override
        public Map<String, TaskAnswer> tasks(Set<String> ids) {
            asked.incrementAndGet();
            if (throwing) {
                throw new IllegalStateException("on purpose");
            }
            return ids.stream()
                    .collect(Collectors.toMap(
                            id -> id,
                            id -> tasksGone ? new TaskAnswer.Gone() : new TaskAnswer.At(Map.of(0, position))));
        }
    }
}
