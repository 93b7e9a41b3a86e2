package io.tillview.query.answering;

import io.tillview.query.Buckets;
import io.tillview.query.MerchantQuery;
import io.tillview.query.scoping.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Adds a row wherever a series has no events in a bucket. Series are the combinations of the dimensions' values that the
 * rows have; without dimensions there is one, even without rows.
 */
final class GapFiller {
    private final MerchantQuery query;
    private final Buckets buckets;
    private final RawRows raw;
    private final Set<Series> series = new LinkedHashSet<>();

    GapFiller(MerchantQuery query, Buckets buckets, RawRows raw) {
        this.query = query;
        this.buckets = buckets;
        this.raw = raw;
        raw.rows().forEach(row -> series.add(raw.series(row, query.dimensions())));
        if (query.dimensions().isEmpty()) {
            series.add(new Series(List.of()));
        }
    }

    int seriesCount() {
        return series.size();
    }

    /** How many rows there will be. */
    long rowCount() {
        return (long) buckets.count() * series.size();
    }

    /** Rows as they were, then those that were missing. */
    RawRows filled() {
        List<List<Object>> rows = new ArrayList<>(raw.rows());
        Set<List<Object>> present = new HashSet<>();
        raw.rows().forEach(row -> present.add(raw.key(row, query.dimensions())));
        for (Instant bucket : buckets.starts()) {
            for (Series one : series) {
                List<Object> nothing = raw.nothing(bucket, query.dimensions(), one);
                if (!present.contains(raw.key(nothing, query.dimensions()))) {
                    rows.add(nothing);
                }
            }
        }
        return raw.with(rows);
    }
}
