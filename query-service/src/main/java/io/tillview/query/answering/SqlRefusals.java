package io.tillview.query.answering;

import io.tillview.query.answering.RunOutcome.Refused;
import io.tillview.query.scoping.ScopedSql;
import io.tillview.query.sql.SqlPosition;
import java.util.Optional;

/** What is said of a statement that Druid won't run: where in the caller's own text, and why, in our words. */
final class SqlRefusals {
    private SqlRefusals() {}

    static String message(Refused refused, ScopedSql sql) {
        Optional<SqlPosition> position =
                refused.index().isPresent() ? sql.originOf(refused.index().getAsInt()) : Optional.empty();
        return position.map(at -> at + ": ").orElse("") + reason(refused.reason());
    }

    private static String reason(Refused.Reason reason) {
        return switch (reason) {
            case TYPES -> "The types don't go together here; CAST makes one out of another.";
            case NOT_GROUPED -> "This is neither in GROUP BY nor put together from the rows of a group.";
            case MISPLACED_AGGREGATE -> "An aggregate can't stand here; a condition on one belongs in HAVING.";
            case VALUE -> "This can't be read as the time or number that it should be.";
            case DIVISION -> "Something is divided by 0 here: NULLIF(x, 0) gives null instead.";
            case TOO_LARGE ->
                "The statement needs more memory than one may have: ask for fewer groups, columns or rows, or for a shorter"
                        + " time.";
            case NOT_POSSIBLE ->
                "The statement can't be run as it is: its parts may be possible one by one, in queries of their own.";
        };
    }
}
