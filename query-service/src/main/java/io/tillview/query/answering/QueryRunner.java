package io.tillview.query.answering;

import io.tillview.query.scoping.ScopedSql;

/**
 * Runs SQL that is scoped to a merchant. There is no way to run any other.
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
}
