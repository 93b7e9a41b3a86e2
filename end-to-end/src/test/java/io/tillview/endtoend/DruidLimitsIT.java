package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tillview.cluster.Ports.Endpoint;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How Druid says over Avatica that a query needs more than one may have: query-service reads the exception's name. */
@ExtendWith(TillviewExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class DruidLimitsIT {
    private final Tillview tillview;

    DruidLimitsIT(Tillview tillview) {
        this.tillview = tillview;
    }

    @BeforeAll
    void there_are_some_groups() {
        List<String> shops = List.of("limits-a", "limits-b", "limits-c");
        tillview.publish(shops.stream().map(Events::order).toList());
        shops.forEach(shop -> tillview.awaitEvents(shop, 1));
    }

    private static Stream<Arguments> limits() {
        return Stream.of(
                arguments(
                        Map.of("bufferGrouperMaxSize", "1", "maxOnDiskStorage", "0"),
                        "SELECT merchant_id, COUNT(*) FROM merchant_events GROUP BY merchant_id, __time"),
                arguments(
                        Map.of("maxSubqueryRows", "1"),
                        "SELECT COUNT(*) FROM (SELECT DISTINCT merchant_id AS m FROM merchant_events) a"
                                + " JOIN (SELECT DISTINCT merchant_id AS m FROM merchant_metrics) b ON a.m = b.m"));
    }

    @ParameterizedTest
    @MethodSource("limits")
    void a_limit_is_called_by_its_name(Map<String, String> context, String sql) {
        assertThatThrownBy(() -> ask(context, sql))
                .isInstanceOf(SQLException.class)
                .satisfies(refused -> assertThat(refused.getMessage()).contains("ResourceLimitExceededException"));
    }

    private void ask(Map<String, String> context, String sql) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "admin");
        properties.setProperty("password", tillview.adminPassword());
        context.forEach(properties::setProperty);
        String uri = "jdbc:avatica:remote:url=" + tillview.installation().http(Endpoint.BROKER)
                + "/druid/v2/sql/avatica-protobuf/;serialization=protobuf";
        try (Connection connection = DriverManager.getConnection(uri, properties);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                assertThat(result.getRow()).isPositive();
            }
        }
    }
}
