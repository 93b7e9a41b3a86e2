package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.endtoend.TillviewCommand.Result;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Compares answers with those that the README prints. */
final class ReadmeAnswers {
    /** Parts of an answer that are the same on every machine and every day. */
    private static final List<String> STEADY = List.of("columns", "warnings");

    /** How much an estimate may differ from the printed one; a true fault is larger. */
    private static final double ESTIMATES = 0.032;

    private ReadmeAnswers() {}

    /**
     * The question about the days that the printed answers are about: the last seven of the demo's history. They are the last
     * seven whole days, unless midnight has passed since the history was made.
     *
     * @param history the file that says of which days the history is
     */
    static String aboutTheSameDays(String question, String history) {
        LocalDate end = LocalDate.parse(history.replaceAll("(?s).*\\bto=([0-9-]+).*", "$1"));
        return end.equals(LocalDate.now(ZoneOffset.UTC))
                ? question
                : question.replace(
                        "{\"last\": \"P7D\", \"complete\": true}",
                        "{\"from\": \"" + end.minusDays(7) + "\", \"to\": \"" + end + "\"}");
    }

    /** Pastes the question into a shell, for two minutes at most until the answer is the printed one. */
    static void assertAnswered(String question, JsonNode printed) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    Result answer = TillviewCommand.paste(question);
                    assertThat(answer.exit()).as(answer.toString()).isZero();
                    JsonNode got = Tillview.json(answer.out());
                    for (String field : STEADY) {
                        assertThat(got.path(field)).as(question + "\n" + got).isEqualTo(printed.path(field));
                    }
                    // A token is another each time; that there is one isn't.
                    assertThat(got.at("/page/truncated")).isEqualTo(printed.at("/page/truncated"));
                    assertThat(got.at("/page/nextPageToken").isNull())
                            .isEqualTo(printed.at("/page/nextPageToken").isNull());
                    assertSame(got.path("columns"), got.path("rows"), printed.path("rows"));
                    assertThat(got.path("totals").isMissingNode())
                            .isEqualTo(printed.path("totals").isMissingNode());
                    if (printed.has("totals")) {
                        assertRow(got.path("columns"), got.path("totals"), printed.path("totals"));
                    }
                    assertThat(got.at("/meta/source")).as(question).isEqualTo(printed.at("/meta/source"));
                });
    }

    private static void assertSame(JsonNode columns, JsonNode got, JsonNode printed) {
        assertThat(got).as(got.toString()).hasSameSizeAs(printed);
        for (int i = 0; i < printed.size(); i++) {
            assertRow(columns, got.get(i), printed.get(i));
        }
    }

    /** Estimates depend a little on the order in which Druid merges sketches; all else is the same to the last digit. */
    private static void assertRow(JsonNode columns, JsonNode got, JsonNode printed) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).path("approximate").asBoolean()) {
                double expected = printed.get(i).asDouble();
                assertThat(got.get(i).asDouble()).as(got.toString()).isCloseTo(expected, within(expected * ESTIMATES));
            } else {
                assertThat(got.get(i)).as(got.toString()).isEqualTo(printed.get(i));
            }
        }
    }
}
