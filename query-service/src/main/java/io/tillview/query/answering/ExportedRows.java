package io.tillview.query.answering;

import io.tillview.query.ExportRequest;
import io.tillview.query.Exported;
import io.tillview.query.Grain;
import io.tillview.query.Interval;
import io.tillview.query.MerchantQuery;
import io.tillview.query.OrderBy;
import io.tillview.query.QueryResult.Warning;
import io.tillview.query.catalog.Currencies;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.catalog.SourceChoice;
import io.tillview.query.freshness.Freshness;
import io.tillview.query.freshness.KnownFreshness;
import io.tillview.query.scoping.ExportScoper;
import io.tillview.query.scoping.MoneyRule;
import io.tillview.query.scoping.QueryScoper;
import io.tillview.query.scoping.ScopedSql;
import io.tillview.query.scoping.SelectedColumn.CurrencyPlace;
import io.tillview.tenancy.OneMerchant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of an export, piece of time by piece of time, in the shape they have in an answer, never more than a frame of them
 * in memory.
 *
 * <p>Safe for use by many threads.
 */
public final class ExportedRows {
    private final QueryRunner runner;
    private final KnownFreshness freshness;
    private final QueryScoper queryScoper = new QueryScoper();
    private final ExportScoper exportScoper = new ExportScoper();

    /**
     * @param runner runs the queries
     * @param freshness knows how far the data reaches
     */
    public ExportedRows(QueryRunner runner, KnownFreshness freshness) {
        this.runner = Objects.requireNonNull(runner, "runner");
        this.freshness = Objects.requireNonNull(freshness, "freshness");
    }

    /** The names of the columns, in the order of a row's values. */
    public List<String> columns(Exported exported) {
        if (exported instanceof Exported.OfEvents events) {
            return events.columns();
        }
        MerchantQuery question = ((Exported.OfQuery) exported).question();
        List<String> columns = new ArrayList<>();
        if (question.grain() != Grain.NONE) {
            columns.add(OrderBy.TIME);
        }
        columns.addAll(question.dimensions());
        columns.addAll(question.measures());
        return columns;
    }

    /** How far the data reaches that is exported, the datasource that will most likely answer. */
    public Freshness reach(ExportRequest request) {
        return freshness.of(sources(request).get(0));
    }

    /** What is known before the first row that one should know before believing them. */
    public Set<Warning> knownWarnings(ExportRequest request) {
        return reach(request)
                .dataFrom()
                .filter(from -> request.interval().from().isBefore(from))
                .map(from -> Set.of(Answering.beforeData(from)))
                .orElse(Set.of());
    }

    /**
     * Finds out which currency the money of a question is in, where neither a dimension nor a filter says so: an answer looks at all
     * its rows for that, a file can't.
     *
     * @param request what is exported
     * @param scope whose rows
     * @param subject who asked
     */
    public SettledMoney settleMoney(ExportRequest request, OneMerchant scope, String subject) {
        if (!(request.exported() instanceof Exported.OfQuery ofQuery)
                || MoneyRule.of(ofQuery.question()) != MoneyRule.CURRENCY_OBSERVED) {
            return new SettledMoney.Settled(Optional.empty());
        }
        for (Datasource source : sources(request)) {
            ScopedSql sql =
                    queryScoper.scope(ofQuery.question().inOneRow(), request.interval(), source, scope, subject);
            RunOutcome outcome = runner.run(sql);
            if (outcome instanceof RunOutcome.Rows rows) {
                return rows.rows().isEmpty()
                        ? new SettledMoney.Settled(Optional.empty())
                        : settled(sql, rows.rows().get(0));
            }
            if (!(outcome instanceof RunOutcome.NoSuchDatasource)) {
                return new SettledMoney.NotNow(outcome);
            }
        }
        return new SettledMoney.Settled(Optional.empty());
    }

    private static SettledMoney settled(ScopedSql sql, List<Object> row) {
        Object lowest = row.get(sql.columns().indexOf(new CurrencyPlace(true)));
        Object highest = row.get(sql.columns().indexOf(new CurrencyPlace(false)));
        if (!Objects.equals(lowest, highest)) {
            return new SettledMoney.Several();
        }
        return new SettledMoney.Settled(Optional.ofNullable((Long) lowest).flatMap(Currencies::at));
    }

    /**
     * Hands on the rows of a piece.
     *
     * @param request what is exported
     * @param piece which part of its time
     * @param currency what {@link #settleMoney} came to
     * @param scope whose rows
     * @param subject who asked
     * @param target takes each row; what it throws is thrown on
     * @return {@link RunOutcome.Streamed} once the last row was handed on; with any other outcome the rows so far are not all
     */
    public RunOutcome stream(
            ExportRequest request,
            Interval piece,
            Optional<String> currency,
            OneMerchant scope,
            String subject,
            RowsTarget target) {
        if (request.exported() instanceof Exported.OfEvents events) {
            ScopedSql sql = exportScoper.scope(events, piece, scope, subject);
            EventShaper shaper = new EventShaper(events.columns(), sql.columns());
            RunOutcome outcome = runner.stream(sql, row -> target.row(shaper.shape(row)));
            return outcome instanceof RunOutcome.NoSuchDatasource ? new RunOutcome.Streamed(0) : outcome;
        }
        Exported.OfQuery ofQuery = (Exported.OfQuery) request.exported();
        StreamedShaper last = null;
        for (Datasource source : sources(request)) {
            ScopedSql sql = exportScoper.scope(ofQuery, piece, source, scope, subject);
            StreamedShaper shaper = new StreamedShaper(ofQuery.question(), sql.columns(), currency);
            RunOutcome outcome = runner.stream(sql, row -> shaper.shape(row, target));
            if (!(outcome instanceof RunOutcome.NoSuchDatasource)) {
                return outcome;
            }
            last = shaper;
        }
        last.shapeNothing(target);
        return new RunOutcome.Streamed(0);
    }

    /** By the whole range: every piece is answered from the same one. */
    private static List<Datasource> sources(ExportRequest request) {
        return request.exported() instanceof Exported.OfQuery ofQuery
                ? SourceChoice.of(ofQuery.question(), request.interval())
                : List.of(Datasource.MERCHANT_EVENTS);
    }
}
