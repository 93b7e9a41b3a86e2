package io.tillview.query.answering;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What came of running a query. */
public sealed interface RunOutcome {

    /**
     * The rows.
     *
     * @param rows a list of values a row, by position of {@link io.tillview.query.scoping.ScopedSql#columns()}, of the
     *     types their kinds name
     * @param broker which Broker said so; empty if it was none, or more than one
     */
    record Rows(List<List<Object>> rows, Optional<URI> broker) implements RunOutcome {
        /** Copies the list of rows. */
        public Rows {
            rows = List.copyOf(rows);
            requireNonNull(broker, "broker");
        }

        /** Rows of no Broker. */
        public Rows(List<List<Object>> rows) {
            this(rows, Optional.empty());
        }
    }

    /**
     * The rows have been handed on, all of them.
     *
     * @param rows how many there were
     * @param broker which Broker said so; empty if it was none, or more than one
     */
    record Streamed(long rows, Optional<URI> broker) implements RunOutcome {
        /** @throws NullPointerException if {@code broker} is null */
        public Streamed {
            requireNonNull(broker, "broker");
        }

        /** Rows of no Broker. */
        public Streamed(long rows) {
            this(rows, Optional.empty());
        }
    }

    /**
     * The rows, and what Druid says they are: of SQL that {@linkplain io.tillview.query.scoping.ScopedSql#isDescribedByDruid()
     * doesn't know it itself}.
     *
     * @param kinds what stands at each position of a row
     * @param rows a list of values a row
     */
    record Described(List<ValueKind> kinds, List<List<Object>> rows) implements RunOutcome {
        /** Copies the lists. */
        public Described {
            kinds = List.copyOf(kinds);
            rows = List.copyOf(rows);
        }
    }

    /** The types that values come in whose columns Druid describes; any may be null. */
    enum ValueKind {
        /** A {@link Long}: milliseconds since 1970 in UTC. */
        TIMESTAMP,
        /** A {@link Long}: days since 1970. */
        DATE,
        /** A {@link String}. */
        TEXT,
        /** A {@link Long}. */
        WHOLE_NUMBER,
        /** A {@link Double} that is a number. */
        NUMBER,
        /** A {@link Boolean}. */
        TRUTH
    }

    /**
     * Druid won't run it. That is the statement's fault, if a merchant wrote it; of SQL of our own there is only
     * {@link Reason#TOO_LARGE}.
     *
     * @param reason why
     * @param index which place in the SQL Druid points at, from 0; empty if at none
     */
    record Refused(Reason reason, OptionalInt index) implements RunOutcome {
        /** Why Druid won't run a statement. */
        public enum Reason {
            /** The types of an operator's or function's operands don't go together. */
            TYPES,
            /** A column is neither grouped by nor put together from the rows of a group. */
            NOT_GROUPED,
            /** An aggregate stands where it can't. */
            MISPLACED_AGGREGATE,
            /** A text can't be read as the number or time that it should be. */
            VALUE,
            /** Something is divided by nothing. */
            DIVISION,
            /** It needs more memory than one query gets. */
            TOO_LARGE,
            /** There is no way to run it. */
            NOT_POSSIBLE
        }
    }

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
