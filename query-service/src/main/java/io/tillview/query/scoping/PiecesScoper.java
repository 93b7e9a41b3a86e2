package io.tillview.query.scoping;

import static java.util.stream.Collectors.joining;

import io.tillview.query.MerchantQuery;
import io.tillview.query.catalog.Audience;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.scoping.SelectedColumn.PieceNumber;
import io.tillview.tenancy.MerchantScope;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Turns a question into SQL that answers it for several pieces of time at once, each on its own, in a form that can be merged:
 * sketches in place of what is read from them.
 *
 * <p>Keeps no state; safe for use by many threads.
 */
public final class PiecesScoper {
    /** The most pieces of one statement. */
    public static final int MAX_PIECES = 100;

    /**
     * The SQL. Its columns are a {@link PieceNumber} where there is more than one piece, and {@link PieceColumns#ofPiece}.
     * A piece without events has no row, unless it is the only one and the question has one row.
     *
     * @param query a question whose names are all in the catalog; its order, its limit and its {@code having} play no part
     * @param pieces which pieces; {@link PieceNumbers#pieces()} may have holes between them
     * @param datasource one that can answer it for each of them
     * @param series only these combinations of the dimensions' values; empty for all
     * @param maxRows how many rows at most, of all pieces together; so many mean that there may be more
     * @param scope whose rows; from the decision that allowed it
     * @param subject who asks
     * @return SQL that reads rows of this scope in these pieces only
     * @throws java.util.NoSuchElementException if a name is not in the catalog
     * @throws IllegalArgumentException if a filter's value is not well-formed Unicode, the datasource doesn't answer this scope, there
     *     are too many pieces or series, or {@code maxRows} is less than 1
     */
    public ScopedSql scope(
            MerchantQuery query,
            PieceNumbers pieces,
            Datasource datasource,
            Optional<List<Series>> series,
            int maxRows,
            MerchantScope scope,
            String subject) {
        if (!Audience.of(scope).reads(datasource)) {
            throw new IllegalArgumentException("The rows of " + datasource.table() + " don't say whose they are.");
        }
        if (pieces.pieces().size() > MAX_PIECES) {
            throw new IllegalArgumentException("At most " + MAX_PIECES + " pieces can be asked for at once.");
        }
        Portion portion = new Portion(false, false, maxRows, series);
        PieceTimes times = PieceTimes.of(pieces);
        ScopedColumns columns = new ScopedColumns(query, times.whole(), datasource, false);
        Optional<SelectedColumn> number = pieces.isSingle() ? Optional.empty() : Optional.of(new PieceNumber());
        List<SelectedColumn> selected = Stream.concat(number.stream(), PieceColumns.ofPiece(query).stream())
                .toList();
        String groupBy = Stream.concat(
                        number.stream().map(column -> pieces.sql()),
                        columns.keys().stream().map(columns::sql))
                .collect(joining(", "));
        String text = selected.stream()
                        .map(column -> (column instanceof PieceNumber ? pieces.sql() : columns.sql(column)) + " AS \""
                                + column.alias() + "\"")
                        .collect(joining(", ", "SELECT ", ""))
                + " FROM \"" + datasource.table() + "\""
                + " WHERE " + MerchantPredicate.and(scope) + times.condition()
                + query.filters().stream()
                        .map(filter -> " AND " + FilterSql.condition(filter))
                        .collect(joining())
                + portion.series()
                        .map(some -> " AND " + FilterSql.anyOf(some, query.dimensions()))
                        .orElse("")
                + (groupBy.isEmpty() ? "" : " GROUP BY " + groupBy)
                + " LIMIT " + portion.maxRows();
        return new ScopedSql(scope, subject, datasource, text, selected, portion.maxRows());
    }
}
