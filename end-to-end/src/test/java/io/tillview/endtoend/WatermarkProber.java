package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.events.EventType;
import io.tillview.events.MerchantEvent;
import io.tillview.events.kafka.KafkaEventPublisher;
import io.tillview.events.publishing.PublishOutcome.Delivered;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Publishes numbered events of a few shops all the time and asks for them all the time, from the detail (every number) and
 * from the rollup (how many); holds every answer's {@code dataThrough} against what it lacks.
 */
final class WatermarkProber implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int SHOPS = 4;
    private static final String DETAIL =
            """
            {"measures": ["events"], "dimensions": ["campaign"], "timeRange": {"last": "P1D"}, "grain": "none",
             "limit": 10000}
            """;
    private static final String ROLLUP =
            "{\"measures\": [\"events\"], \"timeRange\": {\"last\": \"P1D\"}, \"grain\": \"none\"}";

    private final Tillview tillview;
    private final String run = Long.toString(System.nanoTime(), Character.MAX_RADIX);
    private final KafkaEventPublisher publisher;
    private final Map<Integer, Instant> delivered = new ConcurrentHashMap<>();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger errors = new AtomicInteger();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(3);
    private final ScheduledFuture<?> publishing;
    private final List<ScheduledFuture<?>> asking;

    /** What an answer said and what it had; of the rollup, only how many events. */
    private record Answer(int shop, Instant at, Optional<Instant> dataThrough, BitSet numbers, long count) {
        @Override
        public String toString() {
            return "shop " + shop + " at " + at + ", up to " + dataThrough + ", " + count + " events";
        }
    }

    WatermarkProber(Tillview tillview) {
        this.tillview = tillview;
        this.publisher = tillview.publisher();
        this.publishing = repeat(this::publish, PAUSE);
        this.asking = List.of(
                repeat(() -> ask(DETAIL, "merchant_events"), PAUSE),
                repeat(() -> ask(ROLLUP, "merchant_metrics"), PAUSE));
    }

    /** Returns once both datasources' answers reach beyond a time. */
    void awaitReaches(Instant time, Duration patience) {
        Instant asked = Instant.now();
        await().atMost(patience)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> reached(true, asked, time) && reached(false, asked, time));
    }

    /** Returns once there are answers of both from now on. */
    void awaitAnswers(int count) {
        int before = answers.size();
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> answers.size() >= before + count);
    }

    /** The answers of the detail since a time, by the seconds by which they were behind; the unknown are left out. */
    double[] lagSeconds(Instant since) {
        return answers.stream()
                .filter(answer ->
                        answer.at().isAfter(since) && answer.dataThrough().isPresent())
                .mapToDouble(answer -> Duration.between(answer.dataThrough().get(), answer.at())
                                .toMillis()
                        / 1000.0)
                .sorted()
                .toArray();
    }

    /** How many answers lacked what had been acknowledged long before: rightly, if they didn't claim it. */
    long lacking(Duration longBefore) {
        return answers.stream()
                .filter(answer -> answer.count() < due(answer, answer.at().minus(longBefore)).length)
                .count();
    }

    void stopPublishing() {
        publishing.cancel(false);
    }

    /** Every event that was acknowledged with a time up to an answer's {@code dataThrough} is in that answer. */
    void assertNothingClaimedIsLacking() {
        assertThat(answers).hasSizeGreaterThan(100);
        for (Answer answer : answers) {
            int[] due = due(answer, answer.dataThrough().orElse(Instant.MIN));
            assertThat(answer.count()).as(answer.toString()).isGreaterThanOrEqualTo(due.length);
            if (answer.numbers() != null) {
                assertThat(IntStream.of(due).filter(number -> !answer.numbers().get(number)))
                        .as(answer.toString())
                        .isEmpty();
            }
        }
    }

    private int[] due(Answer answer, Instant through) {
        return IntStream.range(0, next.get())
                .filter(number -> number % SHOPS == answer.shop())
                .filter(number -> !delivered.getOrDefault(number, Instant.MAX).isAfter(through))
                .toArray();
    }

    String summary() {
        long unknown = answers.stream()
                .filter(answer -> answer.dataThrough().isEmpty())
                .count();
        return answers.size() + " answers (" + unknown + " without a time), " + errors + " errors, "
                + lacking(Duration.ofSeconds(10)) + " lacking, " + delivered.size() + " events";
    }

    @Override
    public void close() {
        asking.forEach(task -> task.cancel(false));
        threads.shutdownNow();
        publisher.close();
    }

    private ScheduledFuture<?> repeat(Runnable action, Duration pause) {
        return threads.scheduleWithFixedDelay(action, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void publish() {
        int number = next.getAndIncrement();
        var unused = publisher
                .publishAsync(MerchantEvent.builder()
                        .merchantId(shop(number % SHOPS))
                        .eventType(EventType.PAGE_VIEWED)
                        .campaign("c" + number)
                        .build())
                .thenAccept(outcome -> {
                    if (outcome instanceof Delivered event) {
                        delivered.put(number, event.timestamp());
                    }
                });
    }

    private void ask(String question, String source) {
        int shop = Math.floorMod(answers.size() + errors.get(), SHOPS);
        try {
            HttpResponse<String> response = tillview.ask(shop(shop), question);
            JsonNode answer = Tillview.json(response.body());
            if (response.statusCode() != 200
                    || !answer.at("/meta/source").asText().equals(source)) {
                errors.incrementAndGet();
                return;
            }
            JsonNode through = answer.at("/meta/dataThrough");
            Optional<Instant> dataThrough =
                    through.isTextual() ? Optional.of(Instant.parse(through.asText())) : Optional.empty();
            if (question.equals(ROLLUP)) {
                long count = answer.at("/rows/0/0").asLong();
                answers.add(new Answer(shop, Instant.now(), dataThrough, null, count));
            } else {
                BitSet numbers = new BitSet();
                answer.get("rows")
                        .forEach(row ->
                                numbers.set(Integer.parseInt(row.get(0).asText().substring(1))));
                answers.add(new Answer(shop, Instant.now(), dataThrough, numbers, numbers.cardinality()));
            }
        } catch (RuntimeException | AssertionError e) {
            // The service is being restarted.
            errors.incrementAndGet();
        }
    }

    private boolean reached(boolean detail, Instant asked, Instant time) {
        return answers.stream()
                .anyMatch(answer -> (answer.numbers() != null) == detail
                        && answer.at().isAfter(asked)
                        && answer.dataThrough().filter(time::isBefore).isPresent());
    }

    private String shop(int shop) {
        return "probed-" + run + "-" + shop;
    }
}
