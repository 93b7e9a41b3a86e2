package io.tillview.query.catalog;

import io.tillview.query.Filter;
import io.tillview.query.Filter.Comparison;
import io.tillview.query.Grain;
import io.tillview.query.Interval;
import io.tillview.query.MerchantQuery;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which datasources can answer a question exactly. A rollup keeps only the quarter hour of an event (in UTC), so
 * every boundary the question draws, its range's and its buckets', must be one between quarter hours.
 */
public final class SourceChoice {
    private static final long QUARTER_HOUR_SECONDS = 900;

    private SourceChoice() {}

    /**
     * The datasources that can answer a merchant's question, the cheapest first; never none.
     *
     * @param query a question whose dimensions exist
     * @param interval what its range resolved to
     */
    public static List<Datasource> of(MerchantQuery query, Interval interval) {
        return of(query, interval, Audience.MERCHANT);
    }

    /**
     * The datasources that can answer, the cheapest first; never none.
     *
     * @param query a question whose dimensions exist for the audience
     * @param interval what its range resolved to
     * @param audience whom they answer
     */
    public static List<Datasource> of(MerchantQuery query, Interval interval, Audience audience) {
        return Arrays.stream(Datasource.values())
                .filter(audience::reads)
                .filter(datasource -> hasDimensions(datasource, query) && hasTime(datasource, query, interval))
                .toList();
    }

    private static boolean hasDimensions(Datasource datasource, MerchantQuery query) {
        return Stream.concat(
                        query.dimensions().stream(),
                        query.filters().stream().flatMap(Filter::comparisons).map(Comparison::dimension))
                .map(name -> Groupable.named(name).orElseThrow())
                .allMatch(dimension -> dimension.isIn(datasource));
    }

    private static boolean hasTime(Datasource datasource, MerchantQuery query, Interval interval) {
        if (!datasource.isRollup()) {
            return true;
        }
        return isQuarterHour(interval.from())
                && isQuarterHour(interval.to())
                && query.grain() != Grain.MINUTE
                && (query.grain() == Grain.NONE || keepsQuarterHours(query.timeZone(), interval));
    }

    private static boolean isQuarterHour(Instant instant) {
        return instant.getNano() == 0 && instant.getEpochSecond() % QUARTER_HOUR_SECONDS == 0;
    }

    /** Some zones once were off by odd minutes, or changed their offset a minute past midnight. */
    private static boolean keepsQuarterHours(ZoneId zone, Interval interval) {
        ZoneRules rules = zone.getRules();
        if (!isQuarterHours(rules.getOffset(interval.from()))) {
            return false;
        }
        ZoneOffsetTransition transition = rules.nextTransition(interval.from());
        while (transition != null && transition.getInstant().isBefore(interval.to())) {
            if (!isQuarterHour(transition.getInstant()) || !isQuarterHours(transition.getOffsetAfter())) {
                return false;
            }
            transition = rules.nextTransition(transition.getInstant());
        }
        return true;
    }

    private static boolean isQuarterHours(ZoneOffset offset) {
        return offset.getTotalSeconds() % QUARTER_HOUR_SECONDS == 0;
    }
}
