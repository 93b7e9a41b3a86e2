package io.tillview.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tillview.query.answering.RunOutcome;
import io.tillview.query.answering.RunOutcome.Described;
import io.tillview.query.answering.RunOutcome.Refused;
import io.tillview.query.answering.RunOutcome.ValueKind;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.OneMerchant;
import io.tillview.tenancy.token.AccessTokenSigner;
import io.tillview.tenancy.token.KeyFiles;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code POST /v1/sql}, as merchants meet it: the whole service but for Druid. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class SqlApiTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STATEMENT =
            "{\"query\": \"SELECT __time, channel AS c, COUNT(*) FROM events GROUP BY 1, 2\"}";

    @Inject
    FakeDruid druid;

    @Inject
    FakeFreshness freshness;

    @TestHTTPResource("v1/sql")
    URI address;

    @ConfigProperty(name = Installation.ISSUER_KEY)
    String issuerKey;

    @BeforeEach
    void reset() {
        druid.reset();
        freshness.know(Instant.now().plusSeconds(60), Instant.now().plusSeconds(60));
    }

    @Test
    void answers_with_druid_s_types_and_the_caller_s_names() throws Exception {
        druid.outcome = new Described(
                List.of(ValueKind.TIMESTAMP, ValueKind.TEXT, ValueKind.WHOLE_NUMBER),
                List.of(Arrays.asList(1_000L, "email", 9_007_199_254_740_993L), Arrays.asList(null, null, 0L)));

        JsonNode answer = answer(200, STATEMENT);

        assertThat(answer.at("/columns").toString())
                .isEqualTo("[{\"name\":\"__time\",\"type\":\"timestamp\"},{\"name\":\"c\",\"type\":\"string\"},"
                        + "{\"name\":\"column_3\",\"type\":\"long\"}]");
        assertThat(answer.at("/rows").toString())
                .isEqualTo("[[\"1970-01-01T00:00:01Z\",\"email\",9007199254740993],[null,null,0]]");
        assertThat(answer.at("/page/truncated").asBoolean()).isFalse();
        assertThat(answer.at("/meta/source").asText()).isEqualTo("merchant_events");
        assertThat(answer.at("/meta/completeness").asText()).isEqualTo("received");
        assertThat(druid.asked).singleElement().satisfies(sql -> {
            assertThat(sql.scope()).isEqualTo(new OneMerchant(new MerchantId("shop-1")));
            assertThat(sql.text()).contains("FROM \"merchant_events\" WHERE \"merchant_id\" = 'shop-1')");
        });
    }

    @Test
    void says_that_there_are_more_rows() throws Exception {
        druid.outcome = new Described(List.of(ValueKind.TEXT), List.of(List.of("a"), List.of("b"), List.of("c")));

        JsonNode answer = answer(200, "{\"query\": \"SELECT channel FROM events\", \"maxRows\": 2}");

        assertThat(answer.at("/rows")).hasSize(2);
        assertThat(answer.at("/page/truncated").asBoolean()).isTrue();
        assertThat(druid.asked.get(0).text()).endsWith("FETCH NEXT 3 ROWS ONLY");
    }

    @Test
    void how_far_the_data_reaches_is_the_least_of_what_was_read() throws Exception {
        Instant earlier = Instant.parse("2026-11-01T00:00:00Z");
        freshness.know(earlier, Instant.parse("2026-11-02T00:00:00Z"));
        druid.outcome = new Described(List.of(ValueKind.WHOLE_NUMBER), List.of(List.of(1L)));

        JsonNode answer = answer(
                200, "{\"query\": \"SELECT COUNT(*) FROM events WHERE channel IN (SELECT channel FROM metrics)\"}");

        assertThat(answer.at("/meta/dataThrough").asText()).isEqualTo(earlier.toString());
        assertThat(answer.at("/meta/completeness").asText()).isEqualTo("open");
        assertThat(answer.at("/meta/source").asText()).isEqualTo("merchant_metrics,merchant_events");
    }

    @Test
    void everything_wrong_is_said_with_its_place() throws Exception {
        JsonNode problem = answer(400, "{\"query\": \"SELECT chanel,\\n  merchant_id FROM events\"}");

        assertThat(problem.at("/violations").toString())
                .isEqualTo(
                        "[{\"field\":\"query\",\"message\":\"Line 1, column 8: 'chanel' is not a known column. Did you"
                                + " mean 'channel'?\"},{\"field\":\"query\",\"message\":\"Line 2, column 3: 'merchant_id' is not a"
                                + " known column.\"}]");
        assertThat(druid.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | query",
                "{\"query\": 7} | query",
                "{\"query\": \"SELECT 1 FROM events\", \"maxRows\": 10001} | maxRows",
                "{\"query\": \"SELECT 1 FROM events\", \"maxRows\": 0} | maxRows",
                "{\"query\": \"SELECT 1 FROM events\", \"context\": {\"priority\": 1}} | context",
                "{\"query\": \"SELECT 1 FROM events\", \"parameters\": [[1]]} | parameters[0]",
                "{\"query\": \"SELECT 1 FROM events\", \"parameters\": [1e999]} | parameters[0]",
                "{\"query\": \"SELECT 1 FROM events\", \"parameters\": [\"\\ud800\"]} | parameters[0]",
                "{\"query\": \"SELECT 1 FROM events\", \"parameters\": [1]} | query",
                "{\"query\": \"SELECT ? FROM events\"} | query",
                "{\"query\": \"\"} | query"
            })
    void what_is_no_statement_is_400(String body, String field) throws Exception {
        JsonNode problem = answer(400, body);

        assertThat(problem.at("/violations").findValuesAsText("field")).contains(field);
        assertThat(druid.asked).isEmpty();
    }

    @Test
    void parameters_become_values_and_never_syntax() throws Exception {
        druid.outcome = new Described(List.of(ValueKind.WHOLE_NUMBER), List.of(List.of(1L)));

        answer(
                200,
                "{\"query\": \"SELECT COUNT(*) FROM events WHERE channel = ? AND quantity > ? AND ? IS NULL\","
                        + " \"parameters\": [\"x' OR 1=1 --\", 2.50, null]}");

        assertThat(druid.asked.get(0).text())
                .contains("= U&'x\\0027 OR 1\\003D1 --'", "> 2.5", "(NULL IS NULL)")
                .doesNotContain("OR 1=1");
    }

    @Test
    void what_druid_will_not_run_is_said_in_our_words_and_the_caller_s_place() throws Exception {
        String statement = "{\"query\": \"SELECT COUNT(*), channel FROM events\"}";
        druid.outcome = new Described(List.of(), List.of());
        answer(200, "{\"query\": \"SELECT COUNT(*), channel FROM events GROUP BY 2\"}");
        int index = druid.asked.get(0).text().indexOf("\"x1\".\"channel\"");
        druid.outcome = new Refused(Refused.Reason.NOT_GROUPED, OptionalInt.of(index));

        JsonNode problem = answer(400, statement);

        assertThat(problem.at("/violations/0/message").asText())
                .isEqualTo("Line 1, column 18: This is neither in GROUP BY nor put together from the rows of a group.");
    }

    @Test
    void an_answer_that_does_not_come_in_time_is_504() throws Exception {
        druid.outcome = new RunOutcome.TimedOut();

        assertThat(answer(504, STATEMENT).at("/type").asText()).isEqualTo("urn:tillview:problem:timed-out");
    }

    @Test
    void nothing_was_ever_ingested() throws Exception {
        druid.outcome = new RunOutcome.NoSuchDatasource();

        JsonNode answer = answer(200, STATEMENT);

        assertThat(answer.at("/rows")).isEmpty();
        assertThat(answer.at("/columns/0/type").asText()).isEqualTo("unknown");
    }

    private JsonNode answer(int status, String body) throws Exception {
        String token = new AccessTokenSigner(KeyFiles.readPrivateKey(Path.of(issuerKey)), InstantSource.system())
                .signForMerchant(new MerchantId("shop-1"), Duration.ofMinutes(5));
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return JSON.readTree(response.body());
    }
}
