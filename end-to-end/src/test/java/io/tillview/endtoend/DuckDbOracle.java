package io.tillview.endtoend;

import io.tillview.events.MerchantEvent;
import io.tillview.events.TextField;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * The same events in a database of another make: one plain table, one column a field, asked by {@link OracleSql}. One
 * connection; several threads take a {@link #another} each.
 */
final class DuckDbOracle implements AutoCloseable {
    private static final List<String> BUCKETS = List.of("hour", "day", "week", "month", "quarter", "year");

    private final DuckDBConnection connection;

    private DuckDbOracle(DuckDBConnection connection) {
        this.connection = connection;
    }

    /** A new database of these events, which knows the buckets of some zones around them. */
    static DuckDbOracle of(List<MerchantEvent> events, Collection<String> zones) throws SQLException {
        DuckDbOracle oracle = new DuckDbOracle((DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:"));
        StringBuilder columns = new StringBuilder("merchant_id VARCHAR, occurred_at BIGINT, event_type VARCHAR");
        for (TextField field : TextField.values()) {
            columns.append(", ").append(field.jsonName()).append(" VARCHAR");
        }
        columns.append(", amount_minor BIGINT, currency VARCHAR, quantity BIGINT");
        OracleAttributes.NAMES.forEach(name ->
                columns.append(", ").append(OracleConditions.quoted(name)).append(" VARCHAR"));
        oracle.execute("SET threads = 1");
        oracle.execute("CREATE TABLE events (" + columns + ")");
        oracle.execute("CREATE TABLE buckets (zone VARCHAR, grain VARCHAR, begins BIGINT)");
        oracle.fill(events);
        oracle.fillBuckets(events, new HashSet<>(zones));
        return oracle;
    }

    /** Another connection to the same database. */
    DuckDbOracle another() throws SQLException {
        return new DuckDbOracle(connection.duplicate());
    }

    /**
     * Another connection, which sees the events as they are after a statement that nobody else sees the effect of.
     *
     * @param sql changes events
     */
    DuckDbOracle falsified(String sql) throws SQLException {
        DuckDbOracle other = another();
        other.connection.setAutoCommit(false);
        other.execute(sql);
        return other;
    }

    /** All rows that are an answer to a question, up to one more than its limit where their order is exact. */
    List<OracleRow> answer(OracleQuestion question) throws SQLException {
        OracleSql sql = new OracleSql(question);
        List<OracleRow> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql.text())) {
            while (result.next()) {
                rows.add(row(question, result));
            }
        }
        return rows;
    }

    /** How many combinations of the dimensions' values there are; one without dimensions. */
    int series(OracleQuestion question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(new OracleSql(question).countOfSeries())) {
            result.next();
            return result.getInt(1);
        }
    }

    private static OracleRow row(OracleQuestion question, ResultSet result) throws SQLException {
        int column = 1;
        Instant time = question.hasTime() ? Instant.ofEpochMilli(result.getLong(column++)) : null;
        List<String> dimensions = new ArrayList<>();
        for (int i = 0; i < question.dimensions().size(); i++) {
            dimensions.add(result.getString(column++));
        }
        String currency = result.getString(column++);
        boolean several = result.getLong(column++) > 1;
        List<Object> values = new ArrayList<>();
        for (String measure : question.measures()) {
            values.add(value(OracleMeasure.named(measure), result, column++));
        }
        return new OracleRow(time, dimensions, currency, several, result.getString("currency_of_all"), values);
    }

    private static Object value(OracleMeasure measure, ResultSet result, int column) throws SQLException {
        if (result.getObject(column) == null) {
            return null;
        }
        return switch (measure.kind()) {
            case COUNT, MONEY, DISTINCT -> result.getLong(column);
            case RATIO, ESTIMATED_RATIO, ESTIMATED_REMAINDER -> result.getDouble(column);
            case QUANTILE ->
                Arrays.stream((Object[]) result.getArray(column).getArray())
                        .map(Long.class::cast)
                        .toList();
        };
    }

    private void fill(List<MerchantEvent> events) throws SQLException {
        try (DuckDBAppender appender = connection.createAppender("main", "events")) {
            for (MerchantEvent event : events) {
                appender.beginRow();
                appender.append(event.merchantId());
                appender.append(event.occurredAt().toEpochMilli());
                appender.append(event.eventType().value());
                for (TextField field : TextField.values()) {
                    appender.append(event.textOrNull(field));
                }
                if (event.amount().isPresent()) {
                    appender.append(event.amount().get().minorUnits());
                    appender.append(event.amount().get().currency());
                } else {
                    appender.appendNull();
                    appender.appendNull();
                }
                if (event.quantity().isPresent()) {
                    appender.append(event.quantity().getAsLong());
                } else {
                    appender.appendNull();
                }
                for (String name : OracleAttributes.NAMES) {
                    appender.append(OracleAttributes.shown(event, name));
                }
                appender.endRow();
            }
        }
    }

    /** Hours only where there are events: those of years would be many. */
    private void fillBuckets(List<MerchantEvent> events, Set<String> zones) throws SQLException {
        List<Instant> times =
                events.stream().map(MerchantEvent::occurredAt).sorted().toList();
        Instant end = times.get(times.size() - 1).plus(Duration.ofDays(1));
        try (DuckDBAppender appender = connection.createAppender("main", "buckets")) {
            for (String zone : zones) {
                for (String grain : BUCKETS) {
                    List<Instant> beginnings = grain.equals("hour")
                            ? hours(ZoneId.of(zone), times)
                            : OracleBuckets.beginnings(grain, ZoneId.of(zone), times.get(0), end);
                    for (Instant beginning : beginnings) {
                        appender.beginRow();
                        appender.append(zone);
                        appender.append(grain);
                        appender.append(beginning.toEpochMilli());
                        appender.endRow();
                    }
                }
            }
        }
    }

    private static List<Instant> hours(ZoneId zone, List<Instant> times) {
        Duration day = Duration.ofDays(1);
        return times.stream()
                .map(time -> time.getEpochSecond() / day.toSeconds())
                .distinct()
                .map(number -> Instant.ofEpochSecond(number * day.toSeconds()))
                .flatMap(date -> OracleBuckets.beginnings("hour", zone, date, date.plus(day)).stream())
                .distinct()
                .toList();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
