package io.tillview.endtoend;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks questions, a few at a time, of Tillview and of the oracle, and counts. Its counts may be read once all is asked. */
final class OracleRun {
    /** Two cores are busy with four. */
    private static final int THREADS = 4;

    private static final int SHOWN_ROWS = 6;

    private final Tillview tillview;
    private final long seed;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger overloaded = new AtomicInteger();
    private final List<String> differing = Collections.synchronizedList(new ArrayList<>());
    private final OracleErrors errors;
    private final Map<String, Integer> sources = Collections.synchronizedMap(new TreeMap<>());

    /** @param seed is said with every difference, so that the question comes again */
    OracleRun(Tillview tillview, long seed) {
        this(tillview, seed, new OracleErrors(false));
    }

    /** @param errors gets all estimates */
    OracleRun(Tillview tillview, long seed, OracleErrors errors) {
        this.errors = errors;
        this.tillview = tillview;
        this.seed = seed;
    }

    /** Asks all of them, each thread over a connection of its own to the oracle. */
    void askAll(DuckDbOracle oracle, List<OracleQuestion> questions) throws InterruptedException, SQLException {
        AtomicInteger next = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                workers.add(threads.submit(() -> {
                    try (DuckDbOracle own = oracle.another()) {
                        for (int n = next.getAndIncrement(); n < questions.size(); n = next.getAndIncrement()) {
                            ask(own, questions.get(n), n);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError("A question couldn't be asked, seed " + seed + ": " + e.getCause(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    /** Asks one. */
    void ask(DuckDbOracle oracle, OracleQuestion question, int number) throws SQLException {
        HttpResponse<String> response = answer(question);
        asked.incrementAndGet();
        if (response.statusCode() != 200) {
            differing.add(
                    told(question, number, List.of("status " + response.statusCode()), response.body(), List.of()));
            return;
        }
        JsonNode answer = Tillview.json(response.body());
        List<OracleRow> expected = oracle.answer(question);
        OracleComparison comparison = new OracleComparison(question, answer, expected).compare();
        if (question.totals()) {
            comparison.compareTotals(oracle.answer(question.inOneRow()).get(0));
        }
        errors.add(question.merchant(), comparison.estimates());
        sources.merge(answer.at("/meta/source").asText(), 1, Integer::sum);
        if (!comparison.differences().isEmpty()) {
            differing.add(told(question, number, comparison.differences(), response.body(), expected));
        }
    }

    /** A service that says it is busy is asked again: that is no answer, and no wrong one. */
    private HttpResponse<String> answer(OracleQuestion question) {
        return await().atMost(Duration.ofMinutes(1))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> tillview.ask(question.merchant(), question.json()), response -> {
                    boolean busy = response.statusCode() == 503 || response.statusCode() == 429;
                    overloaded.addAndGet(busy ? 1 : 0);
                    return !busy;
                });
    }

    private String told(
            OracleQuestion question, int number, List<String> differences, String answer, List<OracleRow> expected) {
        return "question " + number + " of seed " + seed + " as " + question.merchant() + ": " + question.json()
                + "\n  " + String.join("\n  ", differences.subList(0, Math.min(SHOWN_ROWS, differences.size())))
                + "\n  answer: " + answer.substring(0, Math.min(2_000, answer.length()))
                + "\n  oracle: " + expected.subList(0, Math.min(SHOWN_ROWS, expected.size()))
                + "\n  its SQL: " + new OracleSql(question).text();
    }

    int asked() {
        return asked.get();
    }

    /** Each question with its differences, both answers and the oracle's SQL. */
    List<String> differing() {
        return differing;
    }

    OracleErrors errors() {
        return errors;
    }

    /** How many answers came from which datasource. */
    Map<String, Integer> sources() {
        return sources;
    }

    /** Everything in a line. */
    String summary() {
        return String.format(
                Locale.ROOT,
                "oracle: %,d questions, %d differed; %s; from %s; %d times asked again (503); seed %d",
                asked(),
                differing.size(),
                errors.summary(),
                sources,
                overloaded.get(),
                seed);
    }
}
