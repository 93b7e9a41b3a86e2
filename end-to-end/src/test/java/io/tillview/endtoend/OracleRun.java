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
import java.util.Optional;
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
    private final AtomicInteger pages = new AtomicInteger();
    private final AtomicInteger overloaded = new AtomicInteger();
    private final List<String> differing = Collections.synchronizedList(new ArrayList<>());
    private final OracleErrors errors;
    private final Map<String, Integer> kinds = Collections.synchronizedMap(new TreeMap<>());
    private final Map<String, Integer> differingKinds = Collections.synchronizedMap(new TreeMap<>());
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

    /** Asks one, page by page. */
    void ask(DuckDbOracle oracle, OracleQuestion drawn, int number) throws SQLException {
        asked.incrementAndGet();
        drawn.kinds().forEach(kind -> kinds.merge(kind, 1, Integer::sum));
        Optional<String> refused = OracleLimits.exceeded(oracle, drawn);
        if (refused.isPresent()) {
            kinds.merge("too much", 1, Integer::sum);
            refused(drawn, number, refused.get());
            return;
        }
        List<OracleRow> expected =
                oracle.answer(drawn.extras().isPaged() ? drawn.limitedTo(OracleQuestion.NO_LIMIT) : drawn);
        OracleQuestion question = OracleLimits.inPages(drawn, expected.size());
        Optional<OracleRow> total = question.totals()
                ? Optional.of(oracle.answer(question.inOneRow()).get(0))
                : Optional.empty();
        Optional<OracleCounterparts> counterparts =
                question.extras().compares() ? Optional.of(new OracleCounterparts(oracle, question)) : Optional.empty();
        String token = null;
        int begin = 0;
        do {
            HttpResponse<String> response = answer(question, token);
            List<OracleRow> rest = expected.subList(begin, expected.size());
            Optional<String> next = page(question, number, begin, response, rest, total, counterparts);
            token = question.extras().isPaged() ? next.orElse(null) : null;
            begin += question.limit();
        } while (token != null);
    }

    /** One page; the token for the next one, if all is well and there is one. */
    private Optional<String> page(
            OracleQuestion question,
            int number,
            int begin,
            HttpResponse<String> response,
            List<OracleRow> rest,
            Optional<OracleRow> total,
            Optional<OracleCounterparts> counterparts)
            throws SQLException {
        pages.incrementAndGet();
        if (response.statusCode() != 200) {
            differ(question, number, begin, List.of("status " + response.statusCode()), response.body(), rest);
            return Optional.empty();
        }
        JsonNode answer = Tillview.json(response.body());
        OracleFindings findings = new OracleComparison(question, answer, rest, counterparts).compare(total);
        Optional<String> token =
                Optional.ofNullable(answer.at("/page/nextPageToken").textValue());
        findings.check("next page", OracleLimits.goesOn(question, begin, rest.size()), token.isPresent());
        errors.add(question.merchant(), findings.estimates());
        sources.merge(answer.at("/meta/source").asText(), 1, Integer::sum);
        if (findings.differences().isEmpty()) {
            return token;
        }
        differ(question, number, begin, findings.differences(), response.body(), rest);
        return Optional.empty();
    }

    /** What is more than an answer may have is refused, and the field that asks for it is named. */
    private void refused(OracleQuestion question, int number, String field) {
        HttpResponse<String> response = answer(question, null);
        boolean named = response.statusCode() == 400
                && Tillview.json(response.body()).findValuesAsText("field").contains(field);
        if (!named) {
            String difference = "status " + response.statusCode() + ", not 400 for " + field;
            differ(question, number, 0, List.of(difference), response.body(), List.of());
        }
    }

    /** A service that says it is busy is asked again: that is no answer, and no wrong one. */
    private HttpResponse<String> answer(OracleQuestion question, String pageToken) {
        return await().atMost(Duration.ofMinutes(1))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> tillview.ask(question.merchant(), question.json(pageToken)), response -> {
                    boolean busy = response.statusCode() == 503 || response.statusCode() == 429;
                    overloaded.addAndGet(busy ? 1 : 0);
                    return !busy;
                });
    }

    private void differ(
            OracleQuestion question,
            int number,
            int begin,
            List<String> differences,
            String answer,
            List<OracleRow> rest) {
        question.kinds().forEach(kind -> differingKinds.merge(kind, 1, Integer::sum));
        differing.add(told(question, number, begin, differences, answer, rest));
    }

    private String told(
            OracleQuestion question,
            int number,
            int begin,
            List<String> differences,
            String answer,
            List<OracleRow> expected) {
        return "question " + number + " of seed " + seed + " as " + question.merchant() + ": " + question.json()
                + (begin == 0 ? "" : "\n  the page that begins with row " + begin)
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

    /** How many questions were of which kind; one may be of several. */
    Map<String, Integer> kinds() {
        return kinds;
    }

    /** Everything in a line. */
    String summary() {
        return String.format(
                Locale.ROOT,
                "oracle: %,d questions on %,d pages, %d differed; among them %s; of these kinds differed %s; %s; from %s; %d times asked again (503); seed %d",
                asked(),
                pages.get(),
                differing.size(),
                kinds,
                differingKinds,
                errors.summary(),
                sources,
                overloaded.get(),
                seed);
    }
}
