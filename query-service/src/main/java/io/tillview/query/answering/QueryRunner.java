package io.tillview.query.answering;

import io.tillview.query.scoping.ScopedSql;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs SQL that has a scope: a merchant, or all for an admin. There is no way to run any other.
 *
 * <p>Implementations are safe for use by many threads, block until there is an outcome, and are bounded in time.
 */
@FunctionalInterface
public interface QueryRunner {

    /**
     * Runs it.
     *
     * @param sql whose rows, and which
     * @return the rows or why there are none; nothing is thrown for what Druid or the network do
     */
    RunOutcome run(ScopedSql sql);

    /**
     * Runs it and hands on the rows as they come, holding no more than a frame of them.
     *
     * @param sql whose rows, and which
     * @param rows takes each row, by position of {@link ScopedSql#columns()}; what it throws ends the query and is thrown on
     * @return {@link RunOutcome.Streamed} once the last row was handed on; any other outcome may come after some rows were, and then
     *     they are not all
     */
    default RunOutcome stream(ScopedSql sql, Consumer<List<Object>> rows) {
        RunOutcome outcome = run(sql);
        if (outcome instanceof RunOutcome.Rows all) {
            all.rows().forEach(rows);
            return new RunOutcome.Streamed(all.rows().size(), all.broker());
        }
        return outcome;
    }
}
