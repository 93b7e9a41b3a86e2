package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.cluster.Ports.Endpoint;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a thief gets who holds merchant A's delegation token and reaches Druid itself: A's rows, and nothing else. */
@ExtendWith(TillviewExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class IsolationIT {
    private static final String A = "isolation-a";
    private static final String B = "isolation-b";
    private static final int EVENTS_OF_A = 3;
    private static final int EVENTS_OF_B = 5;

    private final Tillview tillview;

    IsolationIT(Tillview tillview) {
        this.tillview = tillview;
    }

    @BeforeAll
    void publish() {
        tillview.publish(Events.orders(A, EVENTS_OF_A));
        tillview.publish(Events.orders(B, EVENTS_OF_B));
        tillview.awaitEvents(A, EVENTS_OF_A);
        tillview.awaitEvents(B, EVENTS_OF_B);
    }

    /** Statements without a merchant's predicate, and all the rows each may give to A. */
    static Stream<Arguments> statements() {
        String rowsOfA = A + "|3";
        return Stream.of(
                Arguments.of("SELECT merchant_id, COUNT(*) FROM merchant_events GROUP BY 1", List.of(rowsOfA)),
                Arguments.of("SELECT merchant_id, SUM(events) FROM merchant_metrics GROUP BY 1", List.of(rowsOfA)),
                Arguments.of(
                        "SELECT merchant_id, n FROM (SELECT merchant_id, COUNT(*) AS n FROM merchant_events GROUP BY 1)",
                        List.of(rowsOfA)),
                Arguments.of(
                        "WITH everything AS (SELECT * FROM merchant_events)"
                                + " SELECT merchant_id, COUNT(*) FROM everything GROUP BY 1",
                        List.of(rowsOfA)),
                Arguments.of(
                        "SELECT merchant_id, COUNT(*) FROM merchant_events GROUP BY 1"
                                + " UNION ALL SELECT merchant_id, SUM(events) FROM merchant_metrics GROUP BY 1",
                        List.of(rowsOfA, rowsOfA)),
                Arguments.of(
                        "SELECT merchant_id, COUNT(*) FROM merchant_events WHERE merchant_id = '" + A
                                + "' OR 1 = 1 GROUP BY 1",
                        List.of(rowsOfA)),
                Arguments.of(
                        "SELECT merchant_id, COUNT(*) FROM merchant_events WHERE merchant_id = '" + B + "' GROUP BY 1",
                        List.of()));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void over_http_a_delegation_token_sees_its_merchants_rows_only(String sql, List<String> rows) {
        for (Endpoint role : List.of(Endpoint.BROKER, Endpoint.ROUTER)) {
            HttpResponse<String> response = tillview.sql(role, bearer(), sql);

            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            assertThat(text(Tillview.json(response.body()))).isEqualTo(rows);
        }
    }

    @ParameterizedTest
    @MethodSource("statements")
    void over_avatica_a_delegation_token_sees_its_merchants_rows_only(String sql, List<String> rows) throws Exception {
        for (Endpoint role : List.of(Endpoint.BROKER, Endpoint.ROUTER)) {
            assertThat(overAvatica(role, sql)).isEqualTo(rows);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM sys.segments",
                "SELECT * FROM sys.servers",
                "SELECT * FROM sys.server_segments",
                "SELECT * FROM sys.tasks",
                "SELECT * FROM sys.supervisors"
            })
    void system_tables_are_closed(String sql) {
        HttpResponse<String> overHttp = tillview.sql(Endpoint.BROKER, bearer(), sql);

        assertThat(overHttp.statusCode()).as(overHttp.body()).isEqualTo(403);
        assertThat(overHttp.body()).doesNotContain(B);
        assertThat(refusalOverAvatica(sql)).doesNotContain(B);
    }

    /** Filters that would fail on another merchant's row, and whose failure would tell what is in it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "PARSE_JSON(CASE WHEN merchant_id = 'isolation-b' THEN page_path ELSE '{}' END) IS NULL",
                "1 / (CASE WHEN merchant_id = 'isolation-b' AND amount_minor > 1 THEN 0 ELSE 1 END) = 2",
                "PARSE_JSON(CASE WHEN merchant_id = 'isolation-a' THEN '{}' ELSE merchant_id END) IS NULL"
            })
    void an_error_tells_nothing_of_anothers_rows(String filter) {
        HttpResponse<String> response =
                tillview.sql(Endpoint.BROKER, bearer(), "SELECT COUNT(*) AS n FROM merchant_events WHERE " + filter);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.body()).isEqualToIgnoringWhitespace("[{\"n\":0}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"late_events", "rejected_records", "platform_metrics"})
    void what_is_for_admins_is_refused(String datasource) {
        for (Endpoint role : List.of(Endpoint.BROKER, Endpoint.ROUTER)) {
            HttpResponse<String> response = tillview.sql(role, bearer(), "SELECT COUNT(*) FROM " + datasource);

            assertThat(response.statusCode()).as(response.body()).isNotEqualTo(200);
        }
    }

    @Test
    void the_information_schema_lists_only_the_merchants_tables() throws Exception {
        List<String> tables = overAvatica(
                Endpoint.BROKER,
                "SELECT TABLE_SCHEMA, TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'druid'");

        assertThat(tables).containsExactlyInAnyOrder("druid|merchant_events", "druid|merchant_metrics");
    }

    @ParameterizedTest
    @CsvSource({
        "BROKER, POST, /druid/v2",
        "ROUTER, POST, /druid/v2",
        "HISTORICAL, POST, /druid/v2",
        "INDEXER, POST, /druid/v2",
        "BROKER, GET, /druid/v2/datasources",
        "BROKER, DELETE, /druid/v2/some-query",
        "BROKER, DELETE, /druid/v2/sql/some-query",
        "BROKER, GET, /status/properties",
        "COORDINATOR, GET, /druid/coordinator/v1/metadata/datasources",
        "COORDINATOR, GET, /druid/coordinator/v1/datasources/merchant_events/intervals",
        "COORDINATOR, GET, /druid/indexer/v1/supervisor",
        "COORDINATOR, POST, /druid/indexer/v1/task",
        "COORDINATOR, POST, /druid/indexer/v1/supervisor",
        "ROUTER, GET, /druid/coordinator/v1/metadata/segments",
        "ROUTER, GET, /druid/indexer/v1/tasks",
        "ROUTER, GET, /unified-console.html"
    })
    void every_other_door_of_druid_is_closed(Endpoint role, String method, String path) {
        String nativeQuery =
                """
                {"queryType": "scan", "dataSource": "merchant_events", "columns": ["merchant_id"],
                 "intervals": ["2000-01-01/2100-01-01"]}
                """;
        URI uri = tillview.installation().http(role).resolve(path);

        HttpResponse<String> response = tillview.send(tillview.request(uri, bearer())
                .header("Content-Type", "application/json")
                .method(
                        method,
                        method.equals("POST")
                                ? HttpRequest.BodyPublishers.ofString(nativeQuery)
                                : HttpRequest.BodyPublishers.noBody()));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(403);
        assertThat(response.body()).doesNotContain(B).doesNotContain(A + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"priority", "lane", "maxSubqueryRows", "useCache"})
    void a_delegation_token_cannot_raise_its_own_privileges_by_query_context(String parameter) {
        String body = "{\"query\": \"SELECT COUNT(*) FROM merchant_events\", \"context\": {\"%s\": \"100\"}}"
                .formatted(parameter);

        HttpResponse<String> response =
                tillview.post(tillview.installation().http(Endpoint.BROKER).resolve("/druid/v2/sql"), bearer(), body);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(403);
    }

    @Test
    void tokens_open_only_the_door_they_were_made_for() {
        String sql = "SELECT COUNT(*) FROM merchant_events";
        String delegation = tillview.delegationToken(A);
        String tampered = delegation.substring(0, delegation.length() - 8) + "AAAAAAAA";

        assertThat(tillview.sql(Endpoint.BROKER, null, sql).statusCode()).isEqualTo(401);
        assertThat(tillview.sql(Endpoint.BROKER, "Bearer " + tampered, sql).statusCode())
                .isEqualTo(401);
        assertThat(tillview.sql(Endpoint.BROKER, "Bearer " + tillview.merchantToken(A), sql)
                        .statusCode())
                .isEqualTo(401);
        assertThat(tillview.sql(Endpoint.BROKER, "Bearer " + tillview.adminToken(), sql)
                        .statusCode())
                .isEqualTo(401);
        assertThat(tillview.post(
                                tillview.installation()
                                        .http(Endpoint.QUERY_SERVICE)
                                        .resolve("/v1/query"),
                                "Bearer " + delegation,
                                "{\"measures\": [\"events\"], \"timeRange\": {\"last\": \"P1D\"}}")
                        .statusCode())
                .isEqualTo(401);
    }

    private String bearer() {
        return "Bearer " + tillview.delegationToken(A);
    }

    private static List<String> text(JsonNode rows) {
        List<String> lines = new ArrayList<>();
        for (JsonNode row : rows) {
            List<String> cells = new ArrayList<>();
            row.elements().forEachRemaining(cell -> cells.add(cell.asText()));
            lines.add(String.join("|", cells));
        }
        return lines;
    }

    private String refusalOverAvatica(String sql) {
        try {
            return "not refused: " + B + overAvatica(Endpoint.BROKER, sql);
        } catch (SQLException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private List<String> overAvatica(Endpoint role, String sql) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", "delegation");
        login.setProperty("password", tillview.delegationToken(A));
        String uri = "jdbc:avatica:remote:url=" + tillview.installation().http(role)
                + "/druid/v2/sql/avatica-protobuf/;serialization=protobuf";
        try (Connection connection = DriverManager.getConnection(uri, login);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1) + "|" + result.getString(2));
            }
            return rows;
        }
    }
}
