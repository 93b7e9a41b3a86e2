package io.tillview.query.answering;

import static java.util.Objects.requireNonNull;

import io.tillview.query.Completeness;
import io.tillview.query.ProblemType;
import io.tillview.query.SqlResult;
import io.tillview.query.Violation;
import io.tillview.query.answering.RunOutcome.Described;
import io.tillview.query.answering.RunOutcome.NoSuchDatasource;
import io.tillview.query.answering.RunOutcome.Refused;
import io.tillview.query.answering.RunOutcome.ValueKind;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.freshness.Freshness;
import io.tillview.query.freshness.KnownFreshness;
import io.tillview.query.scoping.ScopedSql;
import io.tillview.query.scoping.SqlScoper;
import io.tillview.query.sql.CheckedSql;
import io.tillview.tenancy.OneMerchant;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Answers merchants' own statements.
 *
 * <p>Safe for use by many threads; blocks while the statement runs.
 */
public final class SqlAnswerer {
    private final SqlScoper scoper = new SqlScoper();
    private final QueryRunner runner;
    private final KnownFreshness freshness;
    private final InstantSource clock;

    /**
     * @param runner what runs the SQL
     * @param freshness how far the data reaches
     * @param clock what time it is
     */
    public SqlAnswerer(QueryRunner runner, KnownFreshness freshness, InstantSource clock) {
        this.runner = requireNonNull(runner, "runner");
        this.freshness = requireNonNull(freshness, "freshness");
        this.clock = requireNonNull(clock, "clock");
    }

    /** What {@link SqlAnswerer} says to a statement. */
    public sealed interface SqlAnswer {

        /**
         * The rows.
         *
         * @param result in the shape they are sent in
         */
        record Answered(SqlResult result) implements SqlAnswer {
            /** @throws NullPointerException if it is null */
            public Answered {
                requireNonNull(result, "result");
            }
        }

        /**
         * It can't be run.
         *
         * @param violation why
         */
        record Invalid(Violation violation) implements SqlAnswer {
            /** @throws NullPointerException if it is null */
            public Invalid {
                requireNonNull(violation, "violation");
            }
        }

        /**
         * No rows, for a reason that isn't the statement's fault.
         *
         * @param reason why
         */
        record NotAnswered(Answer.NotAnswered reason) implements SqlAnswer {
            /** @throws NullPointerException if it is null */
            public NotAnswered {
                requireNonNull(reason, "reason");
            }
        }
    }

    /**
     * Answers a statement.
     *
     * @param statement the statement, checked
     * @param scope whose rows may answer
     * @param subject who asks
     * @param queryId what this question is called in the log and the answer
     */
    public SqlAnswer answer(CheckedSql statement, OneMerchant scope, String subject, String queryId) {
        long begun = System.nanoTime();
        Instant asked = clock.instant();
        ScopedSql sql = scoper.scope(statement, scope, subject);
        Map<Datasource, Freshness> before =
                sql.datasources().stream().collect(Collectors.toMap(Function.identity(), freshness::of));
        RunOutcome outcome = runner.run(sql);
        if (outcome instanceof Refused refused) {
            return new SqlAnswer.Invalid(new Violation("query", SqlRefusals.message(refused, sql)));
        }
        if (!(outcome instanceof Described) && !(outcome instanceof NoSuchDatasource)) {
            return new SqlAnswer.NotAnswered(notAnswered(outcome));
        }
        List<Freshness> reach = sql.datasources().stream()
                .sorted()
                .map(one -> before.get(one).and(freshness.of(one)))
                .toList();
        return new SqlAnswer.Answered(result(statement, outcome, meta(reach, asked, queryId, begun)));
    }

    /** A statement has no time range that could be known: everything up to the moment it was asked counts. */
    private static SqlResult.Meta meta(List<Freshness> reach, Instant asked, String queryId, long begun) {
        Optional<Instant> dataThrough = reach.stream()
                .map(Freshness::dataThrough)
                .reduce(Freshness::earlier)
                .orElse(Optional.empty());
        Optional<Instant> dataFrom = reach.stream()
                        .allMatch(one -> one.dataFrom().isPresent())
                ? reach.stream().map(one -> one.dataFrom().orElseThrow()).max(Comparator.naturalOrder())
                : Optional.empty();
        boolean open = dataThrough.isEmpty() || asked.isAfter(dataThrough.get());
        return new SqlResult.Meta(
                queryId,
                dataThrough.orElse(null),
                dataFrom.orElse(null),
                open ? Completeness.OPEN : Completeness.RECEIVED,
                reach.stream().map(one -> one.datasource().table()).collect(Collectors.joining(",")),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
    }

    private static SqlResult result(CheckedSql statement, RunOutcome outcome, SqlResult.Meta meta) {
        List<ValueKind> kinds = outcome instanceof Described described ? described.kinds() : List.of();
        List<List<Object>> all = outcome instanceof Described described ? described.rows() : List.of();
        boolean truncated = all.size() > statement.maxRows();
        List<SqlResult.Column> columns = new ArrayList<>();
        for (int i = 0; i < statement.columns().size(); i++) {
            columns.add(new SqlResult.Column(
                    statement.columns().get(i), kinds.isEmpty() ? SqlResult.Type.UNKNOWN : type(kinds.get(i))));
        }
        List<List<Object>> rows = (truncated ? all.subList(0, statement.maxRows()) : all)
                .stream().map(row -> row(row, kinds)).toList();
        return new SqlResult(columns, rows, new SqlResult.Page(truncated), meta);
    }

    private static List<Object> row(List<Object> values, List<ValueKind> kinds) {
        List<Object> row = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            row.add(shown(values.get(i), kinds.get(i)));
        }
        return row;
    }

    private static Object shown(Object value, ValueKind kind) {
        if (!(value instanceof Long number)) {
            return value;
        }
        return switch (kind) {
            case TIMESTAMP -> Instant.ofEpochMilli(number).toString();
            case DATE -> LocalDate.ofEpochDay(number).toString();
            default -> value;
        };
    }

    private static SqlResult.Type type(ValueKind kind) {
        return switch (kind) {
            case TIMESTAMP -> SqlResult.Type.TIMESTAMP;
            case DATE -> SqlResult.Type.DATE;
            case TEXT -> SqlResult.Type.STRING;
            case WHOLE_NUMBER -> SqlResult.Type.LONG;
            case NUMBER -> SqlResult.Type.DOUBLE;
            case TRUTH -> SqlResult.Type.BOOLEAN;
        };
    }

    private static Answer.NotAnswered notAnswered(RunOutcome outcome) {
        if (outcome instanceof RunOutcome.TimedOut) {
            return new Answer.NotAnswered(
                    ProblemType.TIMED_OUT,
                    "Ask for a shorter time, with a condition on __time, or ask metrics instead of events.");
        }
        if (outcome instanceof RunOutcome.Overloaded) {
            return new Answer.NotAnswered(ProblemType.OVERLOADED, "Try again in a moment.");
        }
        if (outcome instanceof RunOutcome.Unavailable) {
            return new Answer.NotAnswered(ProblemType.UNAVAILABLE, "No Druid Broker answers. Try again in a moment.");
        }
        return new Answer.NotAnswered(ProblemType.INTERNAL, "The query could not be run; the log has its query id.");
    }
}
