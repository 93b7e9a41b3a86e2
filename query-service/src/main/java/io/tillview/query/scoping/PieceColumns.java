package io.tillview.query.scoping;

import io.tillview.query.MerchantQuery;
import io.tillview.query.catalog.Aggregate;
import io.tillview.query.catalog.Aggregate.Merging;
import io.tillview.query.scoping.SelectedColumn.AggregateValue;
import io.tillview.query.scoping.SelectedColumn.SketchValue;
import java.util.List;
import java.util.stream.Stream;

/** What stands where in the rows of a piece of time, and in the rows that are put together from them. */
public final class PieceColumns {
    private PieceColumns() {}

    /**
     * What a piece's rows hold: the keys first, then what can be merged. Each column once.
     *
     * @param query a question whose names are all in the catalog
     */
    public static List<SelectedColumn> ofPiece(MerchantQuery query) {
        Stream<SelectedColumn> aggregates =
                ScopedColumns.aggregates(query).stream().map(PieceColumns::mergeable);
        return Stream.concat(ScopedColumns.beforeAggregates(query).stream(), aggregates.distinct())
                .toList();
    }

    /**
     * What the rows of the answer hold: the same as those of {@link Portion#any}.
     *
     * @param query a question whose names are all in the catalog
     */
    public static List<SelectedColumn> ofAnswer(MerchantQuery query) {
        return List.copyOf(ScopedColumns.unordered(query));
    }

    /**
     * How many columns, from the first on, no two of the answer's rows have all alike: those are the same in both.
     *
     * @param query a question whose names are all in the catalog
     */
    public static int keys(MerchantQuery query) {
        return ScopedColumns.keys(query).size();
    }

    /** The column that an aggregate is read from once pieces are merged. */
    public static SelectedColumn mergeable(Aggregate aggregate) {
        return aggregate.merging() == Merging.SUM
                ? new AggregateValue(aggregate)
                : new SketchValue(aggregate.sketched());
    }
}
