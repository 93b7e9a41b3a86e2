package io.tillview.query.answering;

import java.util.List;

/** What came of running a query. */
public sealed interface RunOutcome {

    /**
     * The rows.
     *
     * @param rows a list of values a row, by position of {@link io.tillview.query.scoping.ScopedSql#columns()}, of the
     *     types their kinds name
     */
    record Rows(List<List<Object>> rows) implements RunOutcome {
        /** Copies the list of rows. */
        public Rows {
            rows = List.copyOf(rows);
        }
    }

    /**
     * The rows have been handed on, all of them.
     *
     * @param rows how many there were
     */
    record Streamed(long rows) implements RunOutcome {}

    /** Druid doesn't have the datasource: nothing has ever been ingested into it. */
    record NoSuchDatasource() implements RunOutcome {}

    /** It took longer than a query may. */
    record TimedOut() implements RunOutcome {}

    /** Too much is running, here or at the Brokers. */
    record Overloaded() implements RunOutcome {}

    /** No Broker could be reached, or none would listen to us. */
    record Unavailable() implements RunOutcome {}

    /** Druid refused the query, which should not be possible; the log says why. */
    record Failed() implements RunOutcome {}
}
