package io.tillview.query.directory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A statement whose parameters are given in their order. For one thread. */
final class Sql implements AutoCloseable {
    private final PreparedStatement statement;
    private int given;

    Sql(Connection connection, String text) throws SQLException {
        this.statement = connection.prepareStatement(text);
    }

    Sql with(Object... values) throws SQLException {
        for (Object value : values) {
            given++;
            ExportRow.set(statement, given, value);
        }
        return this;
    }

    int count() throws SQLException {
        return statement.executeUpdate();
    }

    <T> List<T> rows(Reading<T> reading) throws SQLException {
        List<T> read = new ArrayList<>();
        try (ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                read.add(reading.of(result));
            }
        }
        return read;
    }

    <T> Optional<T> first(Reading<T> reading) throws SQLException {
        return rows(reading).stream().findFirst();
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }

    /**
     * What is made of a row.
     *
     * @param <T> what comes of it
     */
    interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    /**
     * What is done with a statement.
     *
     * @param <T> what comes of it
     */
    interface Use<T> {
        T of(Sql sql) throws SQLException;
    }
}
