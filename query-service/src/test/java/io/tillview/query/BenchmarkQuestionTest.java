package io.tillview.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.catalog.SourceChoice;
import io.tillview.query.request.QueryReader;
import io.tillview.query.request.Reading.Understood;
import io.tillview.query.scoping.QueryScoper;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.OneMerchant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bench query} sends its questions over REST, and their SQL straight to a Broker: they have to be the same. */
class BenchmarkQuestionTest {
    private static final Path BENCHMARK = Path.of("../benchmarks/src/main/resources/io/tillview/benchmarks");
    private static final Instant FROM = Instant.parse("2026-11-15T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-11-22T00:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"dashboard", "kpis", "sales", "devices", "countries", "campaigns"})
    void the_sql_of_the_benchmark_is_what_its_question_becomes(String panel) throws IOException {
        assertThat(sql(panel, "")).isEqualTo(becomes(panel, "[]"));
    }

    @Test
    void so_is_that_of_a_question_that_was_never_asked_before() throws IOException {
        assertThat(sql("dashboard", " AND " + everyEvent("sql"))).isEqualTo(becomes("dashboard", everyEvent("json")));
    }

    private static String everyEvent(String language) throws IOException {
        return read("every-event." + language).replace("${number}", "7");
    }

    private static String sql(String panel, String filters) throws IOException {
        return read(panel + ".sql")
                .replace("${merchant}", "shop-1")
                .replace("${from}", Long.toString(FROM.toEpochMilli()))
                .replace("${to}", Long.toString(TO.toEpochMilli()))
                .replace("${filters}", filters);
    }

    private static String becomes(String panel, String filters) throws IOException {
        String json = read(panel + ".json")
                .replace("${from}", FROM.toString())
                .replace("${to}", TO.toString())
                .replace("${filters}", filters);
        Question question = ((Understood<Question>)
                        new QueryReader(InstantSource.fixed(TO)).read(json.getBytes(StandardCharsets.UTF_8)))
                .request();
        return new QueryScoper()
                .scope(
                        question.query(),
                        question.interval(),
                        SourceChoice.of(question.query(), question.interval()).get(0),
                        new OneMerchant(new MerchantId("shop-1")),
                        "somebody")
                .text();
    }

    private static String read(String file) throws IOException {
        return Files.readString(BENCHMARK.resolve(file)).strip();
    }
}
