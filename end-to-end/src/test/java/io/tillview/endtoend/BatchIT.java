package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.cluster.Ports.Endpoint;
import io.tillview.endtoend.OracleExtension.Oracle;
import java.net.URI;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Questions that are asked at once, and of Druid together, are each answered as another database answers them alone. */
@ExtendWith({TillviewExtension.class, OracleExtension.class})
class BatchIT {
    private static final int BATCHES = 24;
    private static final int QUESTIONS_A_BATCH = 6;

    private final Oracle oracle;
    private final Tillview tillview;
    private final OracleQuestions questions;
    private final List<String> differing = new ArrayList<>();
    private final Set<String> sources = new HashSet<>();
    private final Set<String> kinds = new HashSet<>();

    BatchIT(Oracle oracle) {
        this.oracle = oracle;
        this.tillview = oracle.tillview();
        // Not the questions that are asked one by one elsewhere, whose answers are kept.
        this.questions = new OracleQuestions(
                oracle.seed() + 1, oracle.events().all(), oracle.now().truncatedTo(ChronoUnit.DAYS));
    }

    @Test
    void each_question_of_a_batch_is_answered_as_another_database_answers_it() throws Exception {
        long before = together();

        for (int i = 0; i < BATCHES; i++) {
            ask(drawn());
        }

        long together = together() - before;
        System.out.println("batches: " + BATCHES + " of " + QUESTIONS_A_BATCH + " questions, " + together
                + " times rows came of a joint statement; from " + sources + "; among them " + kinds);
        assertThat(differing).isEmpty();
        assertThat(together).isGreaterThan(BATCHES);
        assertThat(sources).containsExactlyInAnyOrder("merchant_events", "merchant_metrics");
        assertThat(kinds).contains("totals", "having by counts");
    }

    /** Of the same shop, time and filters; everything else is each question's own. */
    private List<OracleQuestion> drawn() throws SQLException {
        OracleQuestion first = questions.next();
        List<OracleQuestion> batch = new ArrayList<>();
        while (batch.size() < QUESTIONS_A_BATCH) {
            OracleQuestion other = questions.next();
            // Of the same shop: what is drawn of `having` depends on whether its money is in one currency.
            if (!other.merchant().equals(first.merchant())) {
                continue;
            }
            OracleQuestion like = new OracleQuestion(
                    first.merchant(),
                    other.measures(),
                    other.dimensions(),
                    first.begins().toString(),
                    first.ends().toString(),
                    other.grain(),
                    other.zone(),
                    first.filters(),
                    other.having(),
                    other.orderBy(),
                    other.limit(),
                    other.totals(),
                    other.extras());
            if (!like.extras().isPaged()
                    && OracleLimits.exceeded(oracle.duckDb(), like).isEmpty()) {
                batch.add(like);
            }
        }
        return batch;
    }

    private void ask(List<OracleQuestion> batch) throws SQLException {
        String body = batch.stream().map(OracleQuestion::json).collect(Collectors.joining(",", "{\"queries\":[", "]}"));
        HttpResponse<String> response = tillview.post(
                uri("/v1/query/batch"),
                "Bearer " + tillview.merchantToken(batch.get(0).merchant()),
                body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode answers = Tillview.json(response.body()).path("answers");
        assertThat(answers).hasSize(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            OracleQuestion question = batch.get(i);
            JsonNode answer = answers.get(i).path("result");
            kinds.addAll(question.kinds());
            sources.add(answer.at("/meta/source").asText());
            List<String> differences = differences(question, answer);
            if (!differences.isEmpty()) {
                differing.add("seed " + oracle.seed() + ", question " + i + " of " + body + "\n  "
                        + String.join("\n  ", differences) + "\n  answer: " + answers.get(i));
            }
        }
    }

    private List<String> differences(OracleQuestion question, JsonNode answer) throws SQLException {
        if (answer.isMissingNode()) {
            return List.of("no answer");
        }
        List<OracleRow> expected = oracle.duckDb().answer(question.limitedTo(OracleQuestion.NO_LIMIT));
        Optional<OracleRow> total = question.totals()
                ? Optional.of(oracle.duckDb().answer(question.inOneRow()).get(0))
                : Optional.empty();
        Optional<OracleCounterparts> counterparts = question.extras().compares()
                ? Optional.of(new OracleCounterparts(oracle.duckDb(), question))
                : Optional.empty();
        return new OracleComparison(question, answer, expected, counterparts)
                .compare(total)
                .differences();
    }

    /** How many rows of questions came of statements that were for several. */
    private long together() {
        HttpResponse<String> response = tillview.get(uri("/v1/admin/cache"), "Bearer " + tillview.adminToken());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Tillview.json(response.body()).at("/counts/together").asLong();
    }

    private URI uri(String path) {
        return tillview.installation().http(Endpoint.QUERY_SERVICE).resolve(path);
    }
}
