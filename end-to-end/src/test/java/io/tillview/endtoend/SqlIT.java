package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillview.cluster.Ports.Endpoint;
import io.tillview.events.EventType;
import io.tillview.events.MerchantEvent;
import io.tillview.events.Money;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What two merchants get for the same statements, on the real cluster: each its own rows, whatever the statement tries. */
@ExtendWith(TillviewExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class SqlIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String A = "sql-a";
    private static final String B = "sql-b";
    private static final String SECRET = "only-b-has-this";

    private final Tillview tillview;

    SqlIT(Tillview tillview) {
        this.tillview = tillview;
    }

    @BeforeAll
    void publish() {
        tillview.publish(events(A, "organic", 3, 100));
        tillview.publish(events(B, SECRET, 5, 77_700));
        tillview.awaitEvents(A, 3);
        tillview.awaitEvents(B, 5);
    }

    /** Shapes that Druid has trouble with for a restricted table, and every place where a table can stand. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT COUNT(*) FROM events | [[3]] | [[5]]",
                "SELECT SUM(events) FROM metrics | [[3]] | [[5]]",
                "SELECT MIN(amount_minor), MAX(amount_minor), SUM(amount_minor) FROM events | [[100,102,303]] | [[77700,77704,388510]]",
                "SELECT SUM(amount_minor) FROM metrics | [[303]] | [[388510]]",
                "SELECT APPROX_COUNT_DISTINCT_DS_HLL(visitors) FROM metrics | [[3]] | [[5]]",
                "SELECT DISTINCT channel FROM events | [[\"organic\"]] | [[\"only-b-has-this\"]]",
                "SELECT channel, COUNT(*) FROM events WHERE 1 = 1 OR channel = 'x' GROUP BY 1 | [[\"organic\",3]] | [[\"only-b-has-this\",5]]",
                "SELECT visitor_id FROM events ORDER BY visitor_id LIMIT 1 | [[\"sql-a-0\"]] | [[\"sql-b-0\"]]",
                "SELECT amount_minor FROM events ORDER BY amount_minor DESC, __time LIMIT 1 | [[102]] | [[77704]]",
                "SELECT n FROM (SELECT channel, COUNT(*) AS n FROM events GROUP BY channel) | [[3]] | [[5]]",
                "WITH e AS (SELECT * FROM events) SELECT COUNT(*) FROM e | [[3]] | [[5]]",
                "SELECT COUNT(*) FROM events e JOIN (SELECT channel, COUNT(*) AS n FROM events GROUP BY channel) c ON e.channel = c.channel | [[3]] | [[5]]",
                "SELECT e.amount_minor - c.n FROM events e LEFT JOIN (SELECT channel, SUM(events) AS n FROM metrics GROUP BY channel) c ON e.channel = c.channel WHERE amount_minor IN (101, 77701) | [[98]] | [[77696]]",
                "SELECT MAX(t) FROM events CROSS JOIN (SELECT COUNT(*) AS t FROM events) | [[3]] | [[5]]",
                "SELECT COUNT(*) FROM events WHERE visitor_key IN (SELECT visitor_key FROM events WHERE amount_minor IN (100, 77700)) | [[1]] | [[1]]",
                "SELECT COUNT(*) FROM events WHERE visitor_key NOT IN (SELECT visitor_key FROM events WHERE amount_minor IN (100, 77700)) | [[2]] | [[4]]",
                "SELECT COUNT(*) FROM events WHERE amount_minor > (SELECT AVG(amount_minor) FROM events) | [[1]] | [[2]]",
                "SELECT SUM(n) FROM (SELECT channel, COUNT(*) AS n FROM events WHERE visitor_key IN (SELECT visitor_key FROM events WHERE amount_minor IN (100, 77700)) GROUP BY channel) | [[1]] | [[1]]",
                "SELECT SUM(n) FROM (SELECT channel, COUNT(*) AS n FROM events WHERE amount_minor > (SELECT AVG(amount_minor) FROM events) GROUP BY channel) | [[1]] | [[2]]",
                "SELECT m, COUNT(*) FROM (SELECT e.visitor_key, MAX(j.n) AS m FROM events e JOIN (SELECT channel, SUM(events) AS n FROM metrics GROUP BY channel) j ON e.channel = j.channel GROUP BY 1) GROUP BY m | [[3,3]] | [[5,5]]",
                "SELECT COUNT(*) FROM events UNION ALL SELECT SUM(events) FROM metrics | [[3],[3]] | [[5],[5]]",
                "SELECT channel, COUNT(*) FROM events GROUP BY ROLLUP(channel) ORDER BY 1 DESC | [[\"organic\",3],[null,3]] | [[\"only-b-has-this\",5],[null,5]]",
                "SELECT STRING_AGG(DISTINCT channel, ',') FROM events | [[\"organic\"]] | [[\"only-b-has-this\"]]",
                "SELECT JSON_VALUE(attributes, '$.n' RETURNING BIGINT) FROM events WHERE amount_minor IN (102, 77702) | [[2]] | [[2]]",
                "SELECT COUNT(*) FROM events WHERE JSON_VALUE(attributes, '$.mixed' RETURNING DOUBLE) > 9 | [[2]] | [[1]]",
                "SELECT COUNT(*) FROM events WHERE JSON_VALUE(attributes, '$.mixed') LIKE '%e%' | [[1]] | [[1]]",
                "SELECT JSON_VALUE(attributes, '$.mixed') AS m, COUNT(*) FROM events GROUP BY 1 ORDER BY 2 DESC, 1 | [[\"10\",1],[\"11\",1],[\"ten\",1]] | [[null,3],[\"10\",1],[\"ten\",1]]",
                "SELECT COUNT(*) * 1.0 / (SELECT COUNT(*) FROM events) FROM events WHERE amount_minor IN (100, 77700) GROUP BY channel HAVING COUNT(*) < 2 | [[0.3333333333333333]] | [[0.2]]"
            })
    void each_merchant_gets_its_own_rows(String statement, String ofA, String ofB) {
        assertThat(rows(A, statement)).isEqualTo(ofA);
        assertThat(rows(B, statement)).isEqualTo(ofB);
    }

    /** Druid's top n, which it would plan for most of these, has null first; the first event alone has a campaign. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT campaign, COUNT(*) FROM events GROUP BY campaign ORDER BY campaign DESC | [[\"spring\",1],[null,2]]",
                "SELECT campaign, COUNT(*) FROM events GROUP BY campaign ORDER BY 1 | [[null,2],[\"spring\",1]]",
                "SELECT campaign FROM events GROUP BY 1 ORDER BY 1 DESC LIMIT 1 | [[\"spring\"]]",
                "SELECT DISTINCT campaign FROM events ORDER BY campaign DESC | [[\"spring\"],[null]]",
                "SELECT DISTINCT campaign, 'x' AS x FROM events ORDER BY campaign DESC LIMIT 1 | [[\"spring\",\"x\"]]",
                "SELECT COUNT(*), MAX(CHAR_LENGTH(c)) FROM (SELECT DISTINCT campaign AS c FROM events ORDER BY c DESC LIMIT 1) | [[1,6]]",
                "SELECT JSON_VALUE(attributes, '$.some') AS m, COUNT(*) FROM events GROUP BY 1 ORDER BY 1 DESC | [[\"b\",1],[\"a\",1],[null,1]]",
                "SELECT campaign, SUM(CASE WHEN campaign IS NULL THEN NULL ELSE 1 END) AS n FROM events GROUP BY 1 ORDER BY n DESC | [[\"spring\",1],[null,null]]",
                "SELECT campaign FROM events ORDER BY campaign DESC | [[\"spring\"],[null],[null]]",
                "SELECT campaign FROM events ORDER BY campaign | [[null],[null],[\"spring\"]]"
            })
    void null_is_lower_than_everything(String statement, String rows) {
        assertThat(rows(A, statement)).isEqualTo(rows);
    }

    /** Conditions that would fail, or take their time, on another merchant's row. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 / (CASE WHEN channel = 'only-b-has-this' THEN 0 ELSE 1 END) = 1",
                "CAST(CASE WHEN channel = 'only-b-has-this' THEN channel ELSE '1' END AS BIGINT) = 1",
                "1 / (CASE WHEN amount_minor > 70000 THEN 0 ELSE 1 END) = 1",
                "TIME_PARSE(CASE WHEN amount_minor > 70000 THEN channel ELSE '2026' END, 'yyyy') IS NOT NULL"
            })
    void nothing_is_worked_out_on_anothers_row(String condition) {
        assertThat(rows(A, "SELECT COUNT(*) FROM events WHERE " + condition)).isEqualTo("[[3]]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT merchant_id FROM events",
                "SELECT * FROM merchant_events",
                "SELECT * FROM events UNION ALL SELECT * FROM merchant_events",
                "SELECT COUNT(*) FROM events WHERE channel IN (SELECT channel FROM merchant_events)",
                "SELECT * FROM INFORMATION_SCHEMA.TABLES",
                "SELECT * FROM sys.segments",
                "SELECT LOOKUP(channel, 'x') FROM events",
                "SELECT * FROM TABLE(EXTERN('{\"type\":\"inline\",\"data\":\"a\"}', '{\"type\":\"csv\"}', '[]'))",
                "EXPLAIN PLAN FOR SELECT * FROM events",
                "SELECT 1 FROM events; SELECT 1 FROM merchant_events",
                "SELECT 1 FROM events WHERE channel = U&'\\0027' OR merchant_id = 'sql-b'",
                "SELECT \"x1\".\"merchant_id\" FROM events",
                "SELECT /*+ x */ 1 FROM events",
                "SELECT a.channel FROM events a, events b",
                "SELECT REPEAT('x', 1000000) FROM events",
                "SELECT channel, COUNT(*) FROM events",
                "SELECT SUM(COUNT(*)) FROM events",
                "SELECT MAX(__time) - MIN(__time) FROM events",
                "SELECT COUNT(*) FROM events WHERE __time > 'never'",
                "SELECT 1 / 0 FROM events",
                "SELECT INTERVAL '1' DAY FROM events",
                "SELECT MIN(channel) FROM events"
            })
    void what_is_refused_says_where_and_nothing_else(String statement) {
        HttpResponse<String> response = ask(A, statement, List.of());

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(Tillview.json(response.body()).at("/violations/0/field").asText())
                .isEqualTo("query");
        assertThat(response.body())
                .doesNotContain(
                        B + "\"", SECRET, "\\\"x1\\\"", "xception", "org.apache", "calcite", "restrict", "77700");
    }

    @Test
    void the_place_that_druid_finds_fault_with_is_the_callers_own() {
        String body =
                ask(A, "SELECT COUNT(*),\n  channel FROM events", List.of()).body();

        assertThat(Tillview.json(body).at("/violations/0/message").asText())
                .isEqualTo("Line 2, column 3: This is neither in GROUP BY nor put together from the rows of a group.");
    }

    @Test
    void another_merchants_values_do_not_come_by_parameters() {
        String statement = "SELECT COUNT(*) FROM events WHERE channel = ?";

        for (String value : List.of(SECRET, "x' OR '1' = '1", "\u2019 OR 1=1 --", "organic' --")) {
            assertThat(ask(A, statement, List.of(value)).body()).contains("\"rows\":[[0]]");
        }
        assertThat(ask(A, statement, List.of("organic")).body()).contains("\"rows\":[[3]]");
    }

    @Test
    void someone_elses_merchant_is_403() {
        HttpResponse<String> response = tillview.send(tillview.request(
                        tillview.installation().http(Endpoint.QUERY_SERVICE).resolve("/v1/sql"),
                        "Bearer " + tillview.merchantToken(A))
                .header("Content-Type", "application/json")
                .header("X-Merchant-Id", B)
                .POST(HttpRequest.BodyPublishers.ofString(body("SELECT COUNT(*) FROM events", List.of()))));

        assertThat(response.statusCode()).isEqualTo(403);
    }

    @Test
    void an_answer_has_types_and_ends_at_the_rows_that_were_asked_for() {
        ObjectNode request = (ObjectNode) Tillview.json(body(
                "SELECT __time, amount_minor, amount_minor / 2.0 AS half, amount_minor > 100 AS more, event_id, CAST(__time AS"
                        + " DATE) AS \"day\" FROM events",
                List.of()));
        request.put("maxRows", 2);

        JsonNode answer = Tillview.json(post(A, request.toString()).body());

        assertThat(answer.at("/columns").findValuesAsText("type"))
                .containsExactly("timestamp", "long", "double", "boolean", "string", "date");
        assertThat(answer.at("/rows")).hasSize(2);
        assertThat(answer.at("/rows/0/0").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(answer.at("/rows/0/5").asText()).matches("\\d{4}-\\d\\d-\\d\\d");
        assertThat(answer.at("/page/truncated").asBoolean()).isTrue();
    }

    private String rows(String merchant, String statement) {
        HttpResponse<String> response = ask(merchant, statement, List.of());
        assertThat(response.statusCode()).as(statement + " " + response.body()).isEqualTo(200);
        return Tillview.json(response.body()).get("rows").toString();
    }

    private HttpResponse<String> ask(String merchant, String statement, List<String> parameters) {
        return post(merchant, body(statement, parameters));
    }

    private HttpResponse<String> post(String merchant, String body) {
        return tillview.post(
                tillview.installation().http(Endpoint.QUERY_SERVICE).resolve("/v1/sql"),
                "Bearer " + tillview.merchantToken(merchant),
                body);
    }

    private static String body(String statement, List<String> parameters) {
        ObjectNode body = JSON.createObjectNode().put("query", statement);
        ArrayNode values = body.putArray("parameters");
        parameters.forEach(values::add);
        return body.toString();
    }

    private static List<MerchantEvent> events(String merchant, String channel, int count, int amount) {
        return IntStream.range(0, count)
                .mapToObj(i -> MerchantEvent.builder()
                        .merchantId(merchant)
                        .eventType(EventType.ORDER_PLACED)
                        .amount(Money.of(amount + i, "EUR"))
                        .channel(channel)
                        .campaign(i == 0 ? "spring" : null)
                        .visitorId(merchant + "-" + i)
                        .attribute("n", i)
                        .attribute("mixed", mixed(merchant, i))
                        .attribute("some", i == 1 ? "a" : i == 2 ? "b" : List.of())
                        .build())
                .toList();
    }

    /** A text, a number, and a list, which only one of them has. */
    private static Object mixed(String merchant, int number) {
        return switch (number) {
            case 0 -> "ten";
            case 1 -> 10;
            default -> merchant.equals(B) ? List.of(1, 2) : 11;
        };
    }
}
