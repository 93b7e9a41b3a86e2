package io.tillview.query.scoping;

import io.tillview.query.Extras;
import io.tillview.query.Filter;
import io.tillview.query.Grain;
import io.tillview.query.Having;
import io.tillview.query.Interval;
import io.tillview.query.MerchantQuery;
import io.tillview.query.OrderBy;
import io.tillview.query.Question;
import io.tillview.query.RowSelection;
import io.tillview.query.TimeRange;
import io.tillview.tenancy.AccessDecision.Allowed;
import io.tillview.tenancy.AdminCaller;
import io.tillview.tenancy.AllMerchants;
import io.tillview.tenancy.MerchantAccess;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.MerchantStanding;
import io.tillview.tenancy.OneMerchant;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Questions for tests: start with one, change what matters. */
public final class Questions {
    /** Whose they are. */
    public static final OneMerchant SHOP = new OneMerchant(new MerchantId("shop-1"));

    /** All merchants', as an admin is given them. */
    public static final AllMerchants EVERYBODY = everybody();

    /** Three weeks. */
    public static final Interval NOVEMBER =
            new Interval(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-11-22T00:00:00Z"));

    private Questions() {}

    private static AllMerchants everybody() {
        Allowed allowed =
                (Allowed) new MerchantAccess(merchant -> MerchantStanding.GOOD).toAllMerchants(new AdminCaller("root"));
        return (AllMerchants) allowed.scope();
    }

    /** Measures and nothing else. */
    public static MerchantQuery of(String... measures) {
        return MerchantQuery.of(
                Arrays.asList(measures),
                new TimeRange.Between(new TimeRange.Moment(NOVEMBER.from()), new TimeRange.Moment(NOVEMBER.to())));
    }

    /** The same by dimensions. */
    public static MerchantQuery by(MerchantQuery q, String... dimensions) {
        return q.by(List.of(dimensions));
    }

    /** The same by time. */
    public static MerchantQuery per(MerchantQuery q, Grain grain, String zone) {
        return q.per(grain, ZoneId.of(zone));
    }

    /** The same with these filters. */
    public static MerchantQuery where(MerchantQuery q, Filter... filters) {
        return q.where(List.of(filters));
    }

    /** The same in this order, with this limit. */
    public static MerchantQuery top(MerchantQuery q, int limit, OrderBy... orderBy) {
        RowSelection rows = q.rows();
        return q.selecting(
                new RowSelection(rows.limitPerTime(), rows.fillGaps(), rows.having(), List.of(orderBy), limit));
    }

    /** The same rows only where these hold. */
    public static MerchantQuery having(MerchantQuery q, Having... having) {
        RowSelection rows = q.rows();
        return q.selecting(
                new RowSelection(rows.limitPerTime(), rows.fillGaps(), List.of(having), rows.orderBy(), rows.limit()));
    }

    /** The same without gaps. */
    public static MerchantQuery withoutGaps(MerchantQuery q) {
        RowSelection rows = q.rows();
        return q.selecting(new RowSelection(rows.limitPerTime(), true, rows.having(), rows.orderBy(), rows.limit()));
    }

    /** The same of the leading series only. */
    public static MerchantQuery perTime(MerchantQuery q, int series) {
        RowSelection rows = q.rows();
        return q.selecting(
                new RowSelection(OptionalInt.of(series), rows.fillGaps(), rows.having(), rows.orderBy(), rows.limit()));
    }

    /** The same with totals. */
    public static MerchantQuery withTotals(MerchantQuery q) {
        return q.with(new Extras(true, q.extras().compareTo(), q.extras().maxStaleness()));
    }

    /** It as it is asked about {@link #NOVEMBER}. */
    public static Question asked(MerchantQuery q) {
        return new Question(q, NOVEMBER, Optional.empty(), "fingerprint of " + q, Optional.empty());
    }
}
