package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillview.cluster.Ports.Endpoint;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Events, late ones, hand-off, layout, a late merge, reprocessing, suspension, a Broker that is killed, and questions, in the order of
 * chance: every answer of a query-service that keeps answers is held against what one was answered that keeps none. That one is asked
 * all the time, so that it is known what was right when. {@code -Dcache.interleavings.steps} and {@code -Dcache.interleavings.seed} for
 * other runs.
 */
@ExtendWith(OwnTillviewExtension.class)
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class CacheInterleavingsIT {
    private static final int STEPS = Integer.getInteger("cache.interleavings.steps", 500);
    private static final long SEED = Long.getLong("cache.interleavings.seed", System.nanoTime());
    private static final List<String> MERCHANTS = List.of("interleaved-a", "interleaved-b", "interleaved-c");
    private static final String SUSPENDED = MERCHANTS.get(2);
    private static final int SUSPENDED_AT = STEPS / 3;
    private static final int LIFTED_AFTER = 30;
    private static final Duration SUSPENDED_WITHIN = Duration.ofSeconds(5);
    private static final String SOME_STALENESS = "PT20S";
    /** {@code tillview.cache.view-tolerance}, which is longer than what is open is kept. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    private static final int OK = 200;
    private static final int FORBIDDEN = 403;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Tillview tillview;
    private final URI cached;
    private final InterleavedTime time = InterleavedTime.of(Instant.now());
    private final List<InterleavedQuestion> questions = MERCHANTS.stream()
            // Some are enough of a merchant that is suspended: each question is asked again and again.
            .flatMap(merchant ->
                    InterleavedQuestion.dashboard(merchant, time).stream().skip(merchant.equals(SUSPENDED) ? 8 : 0))
            .toList();
    private final Map<InterleavedQuestion, InterleavedAnswers> uncached = new HashMap<>();
    private final Map<String, String> tokens = new HashMap<>();
    private final List<Given> given = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private final Map<String, Integer> refused = new TreeMap<>();
    private volatile boolean suspended;

    /** An answer, to what, at which step. */
    private record Given(
            int step, InterleavedQuestion question, Optional<String> staleness, InterleavedAnswer answer) {}

    CacheInterleavingsIT(Tillview tillview) {
        this.tillview = tillview;
        this.cached = tillview.installation().http(Endpoint.QUERY_SERVICE);
        questions.forEach(question -> uncached.put(question, new InterleavedAnswers()));
        MERCHANTS.forEach(merchant -> tokens.put(merchant, "Bearer " + tillview.merchantToken(merchant)));
    }

    @Test
    void every_answer_is_one_that_an_uncached_question_got() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        try (AnotherQueryService second =
                        AnotherQueryService.start(tillview, "uncached", Map.of("tillview.cache.memory", 0));
                InterleavedEvents events = new InterleavedEvents(tillview, time, random.split());
                InterleavedUpkeep upkeep = new InterleavedUpkeep(tillview, time)) {
            prepare(second.address(), events);
            Thread asker = new Thread(() -> askAll(second.address(), over));
            asker.start();
            int steps;
            try {
                steps = run(second.address(), events, upkeep);
            } finally {
                over.set(true);
                asker.join();
            }
            questions.forEach(question -> askUncached(second.address(), question));
            check(events, upkeep);
            report(steps, upkeep);
        }
        assertThat(wrong).isEmpty();
    }

    /** Whatever the cache answers from now on may be given again later, so that it has to be known what was right. */
    private void prepare(URI second, InterleavedEvents events) throws Exception {
        events.importPast(MERCHANTS);
        for (String merchant : MERCHANTS) {
            for (int i = 0; i < 5; i++) {
                events.publish(merchant);
                events.publishEarlier(merchant);
                events.publishLate(merchant);
            }
        }
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> questions.stream()
                        .filter(InterleavedQuestion::open)
                        .allMatch(question -> isAnswered(second, question)));
    }

    private boolean isAnswered(URI second, InterleavedQuestion question) {
        askUncached(second, question);
        boolean answered = ask(cached, question, Optional.empty()).statusCode() == OK;
        askUncached(second, question);
        return answered;
    }

    /** Each question in turn, so that no change goes unnoticed for long. */
    private void askAll(URI service, AtomicBoolean over) {
        while (!over.get()) {
            for (InterleavedQuestion question : questions) {
                if (over.get()) {
                    return;
                }
                askUncached(service, question);
                LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
            }
        }
    }

    /** So many steps, and more until all is done that happens beside them. */
    private int run(URI second, InterleavedEvents events, InterleavedUpkeep upkeep) throws Exception {
        Future<?> beside = upkeep.begin(SEED);
        int step = 0;
        while (step < STEPS || !beside.isDone()) {
            step++;
            if (step == SUSPENDED_AT && !suspended) {
                suspend(second);
            } else if (step == SUSPENDED_AT + LIFTED_AFTER && suspended) {
                lift(second);
            }
            int chance = random.nextInt(100);
            String merchant = MERCHANTS.get(random.nextInt(MERCHANTS.size()));
            if (chance < 20 && upkeep.takesEvents()) {
                for (int i = random.nextInt(4); i >= 0; i--) {
                    events.publish(merchant);
                }
            } else if (chance >= 20 && chance < 24 && upkeep.takesLate()) {
                events.publishLate(merchant);
            } else if (chance >= 24 && chance < 30) {
                LockSupport.parkNanos(Duration.ofMillis(random.nextInt(500)).toNanos());
            } else if (!ask(second, questions.get(random.nextInt(questions.size())), step, upkeep)) {
                // While nobody answers, nothing is found out.
                step--;
            }
        }
        beside.get();
        return step;
    }

    /** Whether there was an answer, or a refusal because of a suspension. */
    private boolean ask(URI second, InterleavedQuestion question, int step, InterleavedUpkeep upkeep) {
        int chance = random.nextInt(100);
        Optional<String> staleness =
                chance < 60 ? Optional.empty() : Optional.of(chance < 75 ? "PT0S" : SOME_STALENESS);
        askUncached(second, question);
        boolean away = upkeep.isBrokerAway();
        boolean isSuspended = suspended && question.merchant().equals(SUSPENDED);
        long begun = System.nanoTime();
        HttpResponse<String> response = ask(cached, question, staleness);
        long ended = System.nanoTime();
        askUncached(second, question);
        if (response.statusCode() == OK && !isSuspended) {
            given.add(new Given(step, question, staleness, answer(begun, ended, response)));
            return true;
        }
        refused.merge(Integer.toString(response.statusCode()), 1, Integer::sum);
        boolean mayBeRefused = isSuspended
                ? response.statusCode() == FORBIDDEN
                : response.statusCode() == 503 && (away || upkeep.isBrokerAway());
        if (!mayBeRefused) {
            wrong.add("step " + step + ": " + response.statusCode() + " " + response.body() + " to " + question);
        }
        LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        return isSuspended;
    }

    private void suspend(URI second) {
        InterleavedQuestion question = questions.get(questions.size() - 1);
        assertThat(question.merchant()).isEqualTo(SUSPENDED);
        assertThat(tillview.send(suspension(second)
                                .PUT(BodyPublishers.ofString("{\"reason\": \"asked for by a test\"}")))
                        .statusCode())
                .isEqualTo(OK);
        await().atMost(SUSPENDED_WITHIN)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> ask(cached, question, Optional.of(SOME_STALENESS)).statusCode() == FORBIDDEN);
        suspended = true;
    }

    private void lift(URI second) {
        assertThat(tillview.send(suspension(second).DELETE()).statusCode()).isEqualTo(204);
        await().atMost(SUSPENDED_WITHIN)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> ask(cached, questions.get(questions.size() - 1), Optional.of(SOME_STALENESS))
                                .statusCode()
                        != FORBIDDEN);
        suspended = false;
    }

    private HttpRequest.Builder suspension(URI service) {
        return tillview.request(
                        service.resolve("/v1/admin/merchants/" + SUSPENDED + "/suspension"),
                        "Bearer " + tillview.adminToken())
                .header("Content-Type", "application/json");
    }

    /** A question that isn't answered just now says nothing of what is right. */
    private void askUncached(URI service, InterleavedQuestion question) {
        long begun = System.nanoTime();
        HttpResponse<String> response = ask(service, question, Optional.empty());
        if (response.statusCode() == OK) {
            uncached.get(question).add(answer(begun, System.nanoTime(), response));
        }
    }

    private HttpResponse<String> ask(URI service, InterleavedQuestion question, Optional<String> staleness) {
        return tillview.post(service.resolve("/v1/query"), tokens.get(question.merchant()), question.json(staleness));
    }

    private InterleavedAnswer answer(long begun, long ended, HttpResponse<String> response) {
        return InterleavedAnswer.of(begun, ended, Tillview.json(response.body()), time.closedEnd());
    }

    private void check(InterleavedEvents events, InterleavedUpkeep upkeep) {
        for (Given one : given) {
            InterleavedAnswer answer = one.answer();
            Duration age = age(one);
            List<InterleavedAnswer> window = uncached.get(one.question()).window(answer, age);
            boolean merging = window.isEmpty()
                    || upkeep.wasMerging(
                            window.get(0).begun(), window.get(window.size() - 1).ended());
            List<String> faults = new ArrayList<>(uncached.get(one.question())
                    .faults(answer, age, one.question().open(), merging));
            if (one.question().counted().isPresent() && answer.dataThrough().isPresent()) {
                long due = events.due(one.question(), answer.dataThrough().get());
                if (answer.sum("events") < due) {
                    faults.add("reaches to " + answer.dataThrough().get() + " and has " + answer.sum("events")
                            + " events of " + due);
                }
            }
            if (!faults.isEmpty()) {
                wrong.add("step " + one.step() + " of seed " + SEED + ", " + answer.cache() + ": " + faults + " to "
                        + one.question() + " " + one.staleness());
            }
        }
    }

    /** How old it may be, by what it says of itself. */
    private static Duration age(Given one) {
        return switch (one.answer().cache()) {
            case "STALE" -> Duration.parse(one.staleness().orElse("PT0S"));
            case "MISS" -> Duration.ZERO;
            default -> TOLERANCE;
        };
    }

    private void report(int steps, InterleavedUpkeep upkeep) throws Exception {
        Map<String, Integer> uses = new TreeMap<>();
        given.forEach(one -> uses.merge(one.answer().cache(), 1, Integer::sum));
        int compared =
                uncached.values().stream().mapToInt(InterleavedAnswers::size).sum();
        System.out.println("interleavings on the cluster: seed " + SEED + ", " + steps + " steps, " + given.size()
                + " answers: " + uses + ", refused " + refused + ", held against " + compared + " uncached ones, "
                + upkeep.report() + ", " + wrong.size() + " wrong");
        Files.write(Path.of("target/cache-interleavings.txt"), wrong);
        assertThat(uses).containsKeys("HIT", "PARTIAL", "MISS");
    }
}
