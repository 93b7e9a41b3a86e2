package io.tillview.query.sql;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What came of checking a statement. */
public sealed interface SqlCheck {

    /**
     * It may run, once it is scoped to a merchant.
     *
     * @param sql written anew
     */
    record Accepted(CheckedSql sql) implements SqlCheck {
        /** @throws NullPointerException if it is null */
        public Accepted {
            requireNonNull(sql, "sql");
        }
    }

    /**
     * It may not.
     *
     * @param faults why, at least one
     */
    record Refused(List<SqlFault> faults) implements SqlCheck {
        /** Copies the list. */
        public Refused {
            faults = List.copyOf(faults);
        }
    }
}
