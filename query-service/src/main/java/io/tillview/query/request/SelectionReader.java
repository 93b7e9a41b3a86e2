package io.tillview.query.request;

import io.tillview.query.Grain;
import io.tillview.query.Having;
import io.tillview.query.OrderBy;
import io.tillview.query.RowSelection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads which rows are answered: {@code limitPerTime}, {@code fillGaps}, {@code having}, {@code orderBy} and {@code limit}. */
final class SelectionReader {
    private final Violations violations;

    SelectionReader(Violations violations) {
        this.violations = violations;
    }

    RowSelection read(Fields query, Grain grain, List<String> dimensions, List<String> measures) {
        List<OrderBy> orderBy = new OrderReader(violations).read(query, grain, dimensions, measures);
        List<Having> having = new HavingReader(violations).read(query, measures);
        int limit = query.integer("limit", 1, RowSelection.MAX_LIMIT).orElse(RowSelection.DEFAULT_LIMIT);
        boolean fillGaps = query.bool("fillGaps").orElse(false);
        if (fillGaps && grain == Grain.NONE) {
            query.violation("fillGaps", "There are no gaps without a 'grain': name one, for example \"day\".");
        }
        Optional<Integer> perTime = query.integer("limitPerTime", 1, RowSelection.MAX_LIMIT_PER_TIME);
        if (query.has("limitPerTime") && (grain == Grain.NONE || dimensions.isEmpty())) {
            query.violation(
                    "limitPerTime",
                    "This keeps the same series in every bucket: it needs a 'grain' and 'dimensions'. Without, use 'limit'.");
        }
        OptionalInt limitPerTime = perTime.isPresent() ? OptionalInt.of(perTime.get()) : OptionalInt.empty();
        return new RowSelection(limitPerTime, fillGaps, having, orderBy, limit);
    }
}
