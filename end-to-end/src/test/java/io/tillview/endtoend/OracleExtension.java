package io.tillview.endtoend;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Brings the oracle's events into the one installation and into DuckDB, once for all test classes, and hands both to whoever
 * asks for an {@link Oracle}. Goes with {@link TillviewExtension}.
 */
final class OracleExtension implements ParameterResolver {

    /**
     * Tillview and DuckDB with the same events.
     *
     * @param tillview the installation
     * @param events what both have
     * @param duckDb the database
     * @param seed what was drawn with
     * @param now when it was
     */
    record Oracle(Tillview tillview, OracleEvents events, DuckDbOracle duckDb, long seed, Instant now)
            implements AutoCloseable {

        @Override
        public void close() throws SQLException {
            duckDb.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Oracle.class;
    }

    @Override
    public Oracle resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TillviewExtension.Running running = context.getRoot()
                .getStore(Namespace.create(TillviewExtension.class))
                .getOrComputeIfAbsent(TillviewExtension.Running.class);
        return context.getRoot()
                .getStore(Namespace.create(OracleExtension.class))
                .getOrComputeIfAbsent(Oracle.class, type -> filled(running.tillview()), Oracle.class);
    }

    private static Oracle filled(Tillview tillview) {
        Instant now = Instant.now();
        long seed = Long.getLong("oracle.seed", now.toEpochMilli());
        OracleEvents events = new OracleEvents(seed, now);
        try {
            tillview.importPast(events.past());
            tillview.publish(events.live());
            for (String merchant : OracleEvents.SELLING_TODAY) {
                tillview.awaitEvents(merchant, events.count(merchant));
            }
            return new Oracle(tillview, events, DuckDbOracle.of(events.all(), OracleQuestions.ZONES), seed, now);
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("The oracle's events can't be brought in", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
