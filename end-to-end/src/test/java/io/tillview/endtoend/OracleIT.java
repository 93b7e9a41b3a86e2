package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillview.endtoend.OracleExtension.Oracle;
import io.tillview.ingestion.layout.LayoutStep;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Thousands of questions that nobody thought of, answered over REST and by another database that has the same events: every
 * exact figure is equal, every estimate as near as it says. {@code -Doracle.questions} says how many,
 * {@code -Doracle.seed} which.
 */
@ExtendWith({TillviewExtension.class, OracleExtension.class})
class OracleIT {
    private static final List<String> DATASOURCES = List.of("merchant_events", "merchant_metrics", "platform_metrics");
    private static final String[] KINDS = {
        "attributes",
        "compared to a range",
        "gaps filled",
        "having by counts",
        "having by money or ratios",
        "limit per time",
        "pages",
        "previous_period",
        "previous_year",
        "totals"
    };
    private static final int QUESTIONS = Integer.getInteger("oracle.questions", 2_000);
    private static final int PLANTED_QUESTIONS = 20;

    private final Oracle oracle;
    private final OracleQuestions questions;

    OracleIT(Oracle oracle) {
        this.oracle = oracle;
        this.questions = new OracleQuestions(
                oracle.seed(), oracle.events().all(), oracle.now().truncatedTo(ChronoUnit.DAYS));
    }

    @Test
    void two_databases_answer_the_same_while_segments_are_handed_over_and_laid_out() throws Exception {
        List<OracleQuestion> drawn = draw(QUESTIONS);
        OracleRun run = new OracleRun(oracle.tillview(), oracle.seed());
        ExecutorService meanwhile = Executors.newSingleThreadExecutor();
        Future<List<LayoutStep>> layout = meanwhile.submit(this::handOverAndLayOut);
        try {
            run.askAll(oracle.duckDb(), drawn);
        } finally {
            meanwhile.shutdown();
            System.out.println(run.summary());
            Files.write(Path.of("target/oracle-differences.txt"), run.differing());
        }

        assertThat(layout.get()).as("what was laid out meanwhile").isNotEmpty();
        assertThat(run.differing()).isEmpty();
        assertThat(run.asked()).isGreaterThanOrEqualTo(QUESTIONS);
        assertThat(run.sources()).containsOnlyKeys("merchant_events", "merchant_metrics");
        assertThat(run.kinds()).containsKeys(KINDS);
        assertThat(run.errors().shareWithin()).isGreaterThanOrEqualTo(0.95);
        assertThat(Math.abs(run.errors().meanError()))
                .isLessThanOrEqualTo(run.errors().meanErrorAllowed());
    }

    /** Countries hardly share ids: what is added up to a mean here are errors that have nothing to do with each other. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void distinct_counts_of_a_thousand_and_more_err_to_both_sides_alike(boolean fromDetail) throws Exception {
        OracleErrors errors = new OracleErrors(true);
        OracleRun run = new OracleRun(oracle.tillview(), oracle.seed(), errors);
        OracleQuestion question = questions
                .next()
                .aboutAll(OracleEvents.BUSY, oracle.events().begins(), nextQuarterHour())
                .distinctBy("country");

        run.ask(oracle.duckDb(), fromDetail ? question.fromDetail() : question, 0);
        System.out.println(run.summary());

        assertThat(run.differing()).isEmpty();
        assertThat(run.sources()).containsOnlyKeys(fromDetail ? "merchant_events" : "merchant_metrics");
        assertThat(errors.independent()).isGreaterThan(30);
        assertThat(Math.abs(errors.meanError())).isLessThanOrEqualTo(errors.meanErrorAllowed());
    }

    /** So many that Druid, left to push down the limit, would skip events of some of them (0100). */
    @Test
    void the_first_of_many_groups_have_all_their_events() throws Exception {
        OracleRun run = new OracleRun(oracle.tillview(), oracle.seed());
        Instant from = oracle.events().begins().plus(Duration.ofDays(10));
        OracleQuestion question = questions
                .next()
                .aboutAll(OracleEvents.BUSY, from, from.plus(Duration.ofDays(16)))
                .firstGroups(List.of("device", "country", "event_type"), 20);

        run.ask(oracle.duckDb(), question.fromDetail(), 0);
        run.ask(oracle.duckDb(), question, 1);

        assertThat(run.differing()).isEmpty();
        assertThat(run.sources()).containsOnlyKeys("merchant_events", "merchant_metrics");
    }

    /** Druid, left to itself, would take such ranges for everything, events without a value among it (0114). */
    @Test
    void ranges_that_leave_no_value_out_leave_out_events_that_have_none() {
        long withChannel = busyEvents("{\"dimension\": \"channel\", \"op\": \"exists\"}");
        long inRanges = busyEvents("{\"any\": [{\"dimension\": \"channel\", \"op\": \"lte\", \"value\": \"delta\"},"
                + " {\"dimension\": \"channel\", \"op\": \"gt\", \"value\": \"beta\"},"
                + " {\"dimension\": \"event_type\", \"op\": \"eq\", \"value\": \"no_such_type\"}]}");

        assertThat(inRanges).isEqualTo(withChannel).isPositive();
        assertThat(withChannel).isLessThan(busyEvents(""));
    }

    private long busyEvents(String filter) {
        String question = "{\"measures\": [\"events\"], \"timeRange\": {\"from\": \""
                + oracle.events().begins() + "\", \"to\": \"" + nextQuarterHour() + "\"}, \"filters\": [" + filter
                + "]}";
        HttpResponse<String> answer = oracle.tillview().ask(OracleEvents.BUSY, question);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Tillview.json(answer.body()).at("/rows/0/0").asLong();
    }

    /** What can't find a mistake proves nothing: here the other database lacks an event, has a cent more, has fewer visitors. */
    @Test
    void an_event_that_is_missing_a_cent_too_many_and_visitors_too_few_are_found() throws Exception {
        assertThatMistakesAreFoundBy(draw(PLANTED_QUESTIONS).stream()
                .map(question ->
                        question.aboutAll(OracleEvents.BUSY, oracle.events().begins(), nextQuarterHour()))
                .toList());
    }

    @Test
    void they_are_found_in_the_time_that_is_compared_to_as_well() throws Exception {
        assertThatMistakesAreFoundBy(draw(PLANTED_QUESTIONS / 4).stream()
                .map(question ->
                        question.besideAll(OracleEvents.BUSY, oracle.events().begins(), nextQuarterHour()))
                .toList());
    }

    private void assertThatMistakesAreFoundBy(List<OracleQuestion> drawn) throws SQLException {
        String anOrder = " WHERE rowid = (SELECT min(rowid) FROM events WHERE merchant_id = '" + OracleEvents.BUSY
                + "' AND event_type = 'order_placed' AND amount_minor > 0)";

        assertThat(differing(drawn, "DELETE FROM events WHERE false")).isZero();
        assertThat(differing(drawn, "DELETE FROM events" + anOrder)).isEqualTo(drawn.size());
        assertThat(differing(drawn, "UPDATE events SET amount_minor = amount_minor + 1" + anOrder))
                .isEqualTo(drawn.size());
        assertThat(differing(drawn, "UPDATE events SET visitor_id = NULL WHERE hash(visitor_id) % 4 = 0"))
                .isEqualTo(drawn.size());
    }

    /** After all events, and such that the rollup can answer. */
    private Instant nextQuarterHour() {
        return Instant.ofEpochSecond((oracle.now().getEpochSecond() / 900 + 1) * 900);
    }

    private int differing(List<OracleQuestion> drawn, String falsification) throws SQLException {
        OracleRun run = new OracleRun(oracle.tillview(), oracle.seed());
        try (DuckDbOracle falsified = oracle.duckDb().falsified(falsification)) {
            for (int i = 0; i < drawn.size(); i++) {
                run.ask(falsified, drawn.get(i), i);
            }
        }
        return run.differing().size();
    }

    /** One in four that the rollup may answer is put to the detail, too. */
    private List<OracleQuestion> draw(int count) {
        List<OracleQuestion> drawn = new ArrayList<>();
        while (drawn.size() < count) {
            OracleQuestion question = questions.next();
            drawn.add(question);
            boolean alsoOfDetail = !question.merchant().equals(OracleEvents.YEARLY);
            if (alsoOfDetail && question.source().equals("merchant_metrics") && drawn.size() % 4 == 0) {
                drawn.add(question.fromDetail());
            }
        }
        return drawn;
    }

    /** Tasks publish what they have of today, and a day that was imported is laid out by merchant; nobody may notice. */
    private List<LayoutStep> handOverAndLayOut() {
        Upkeep upkeep = new Upkeep(oracle.tillview());
        upkeep.handOver(DATASOURCES, oracle.events().liveBegins(), oracle.now());
        Instant day = oracle.events().begins().plus(Duration.ofDays(OracleEvents.DAYS / 2));
        Instant end = day.plus(Duration.ofDays(1));
        List<LayoutStep> steps = new ArrayList<>();
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    steps.addAll(upkeep.layOut(day, end, oracle.now()));
                    return DATASOURCES.stream().allMatch(name -> upkeep.shards(name, day, end).stream()
                            .anyMatch(kind -> kind.startsWith("range")));
                });
        return steps;
    }
}
