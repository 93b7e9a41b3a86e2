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

/** {@code bench query} sends its question over REST, and its SQL straight to a Broker: they have to be the same. */
class BenchmarkQuestionTest {
    private static final Path BENCHMARK = Path.of("../benchmarks/src/main/resources/io/tillview/benchmarks");
    private static final Instant FROM = Instant.parse("2026-11-15T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-11-22T00:00:00Z");

    @Test
    void the_sql_of_the_benchmark_is_what_its_question_becomes() throws IOException {
        String json = read("dashboard.json").replace("${from}", FROM.toString()).replace("${to}", TO.toString());
        String sql = read("dashboard.sql")
                .replace("${merchant}", "shop-1")
                .replace("${from}", Long.toString(FROM.toEpochMilli()))
                .replace("${to}", Long.toString(TO.toEpochMilli()));

        Question question = ((Understood<Question>)
                        new QueryReader(InstantSource.fixed(TO)).read(json.getBytes(StandardCharsets.UTF_8)))
                .request();
        String becomes = new QueryScoper()
                .scope(
                        question.query(),
                        question.interval(),
                        SourceChoice.of(question.query(), question.interval()).get(0),
                        new OneMerchant(new MerchantId("shop-1")),
                        "somebody")
                .text();

        assertThat(sql).isEqualTo(becomes);
    }

    private static String read(String file) throws IOException {
        return Files.readString(BENCHMARK.resolve(file)).strip();
    }
}
