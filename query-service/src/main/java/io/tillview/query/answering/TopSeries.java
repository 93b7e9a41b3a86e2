package io.tillview.query.answering;

import io.tillview.query.Grain;
import io.tillview.query.MerchantQuery;
import io.tillview.query.OrderBy;
import io.tillview.query.OrderBy.Direction;
import io.tillview.query.RowSelection;
import io.tillview.query.catalog.Measure;
import io.tillview.query.scoping.Series;
import java.util.List;
import java.util.OptionalInt;

/**
 * The question which series lead over the whole range: by the first measure that the rows are ordered by, in that direction;
 * else by the question's first measure, the highest first.
 */
final class TopSeries {
    private TopSeries() {}

    /** The question for them; its rows are the series, its limit is how many there may be. */
    static MerchantQuery question(MerchantQuery query) {
        OrderBy by = query.rows().orderBy().stream()
                .filter(order -> Measure.named(order.field()).isPresent())
                .findFirst()
                .orElseGet(() -> new OrderBy(query.measures().get(0), Direction.DESC));
        RowSelection top = new RowSelection(
                OptionalInt.empty(),
                false,
                List.of(),
                List.of(by),
                query.rows().limitPerTime().orElseThrow());
        return query.measuring(List.of(by.field()))
                .per(Grain.NONE, query.timeZone())
                .selecting(top);
    }

    /** The series that its rows name. */
    static List<Series> of(MerchantQuery query, RawRows raw) {
        return raw.rows().stream()
                .map(row -> raw.series(row, query.dimensions()))
                .toList();
    }
}
