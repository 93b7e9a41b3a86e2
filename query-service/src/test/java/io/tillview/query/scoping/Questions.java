package io.tillview.query.scoping;

import io.tillview.query.Filter;
import io.tillview.query.Grain;
import io.tillview.query.Interval;
import io.tillview.query.MerchantQuery;
import io.tillview.query.OrderBy;
import io.tillview.query.TimeRange;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.OneMerchant;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

/** Questions for tests: start with one, change what matters. */
public final class Questions {
    /** Whose they are. */
    public static final OneMerchant SHOP = new OneMerchant(new MerchantId("shop-1"));

    /** Three weeks. */
    public static final Interval NOVEMBER =
            new Interval(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-11-22T00:00:00Z"));

    private Questions() {}

    /** Measures and nothing else. */
    public static MerchantQuery of(String... measures) {
        return new MerchantQuery(
                Arrays.asList(measures),
                List.of(),
                new TimeRange.Between(new TimeRange.Moment(NOVEMBER.from()), new TimeRange.Moment(NOVEMBER.to())),
                Grain.NONE,
                ZoneId.of("UTC"),
                List.of(),
                List.of(),
                MerchantQuery.DEFAULT_LIMIT,
                false);
    }

    /** The same by dimensions. */
    public static MerchantQuery by(MerchantQuery q, String... dimensions) {
        return new MerchantQuery(
                q.measures(),
                List.of(dimensions),
                q.timeRange(),
                q.grain(),
                q.timeZone(),
                q.filters(),
                q.orderBy(),
                q.limit(),
                q.totals());
    }

    /** The same by time. */
    public static MerchantQuery per(MerchantQuery q, Grain grain, String zone) {
        return new MerchantQuery(
                q.measures(),
                q.dimensions(),
                q.timeRange(),
                grain,
                ZoneId.of(zone),
                q.filters(),
                q.orderBy(),
                q.limit(),
                q.totals());
    }

    /** The same with these filters. */
    public static MerchantQuery where(MerchantQuery q, Filter... filters) {
        return new MerchantQuery(
                q.measures(),
                q.dimensions(),
                q.timeRange(),
                q.grain(),
                q.timeZone(),
                List.of(filters),
                q.orderBy(),
                q.limit(),
                q.totals());
    }

    /** The same in this order, with this limit. */
    public static MerchantQuery top(MerchantQuery q, int limit, OrderBy... orderBy) {
        return new MerchantQuery(
                q.measures(),
                q.dimensions(),
                q.timeRange(),
                q.grain(),
                q.timeZone(),
                q.filters(),
                List.of(orderBy),
                limit,
                q.totals());
    }

    /** The same with totals. */
    public static MerchantQuery withTotals(MerchantQuery q) {
        return new MerchantQuery(
                q.measures(),
                q.dimensions(),
                q.timeRange(),
                q.grain(),
                q.timeZone(),
                q.filters(),
                q.orderBy(),
                q.limit(),
                true);
    }
}
