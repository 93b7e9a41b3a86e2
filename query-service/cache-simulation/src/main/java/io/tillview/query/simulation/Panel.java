package io.tillview.query.simulation;

import io.tillview.query.CompareTo.Previous;
import io.tillview.query.Grain;
import io.tillview.query.Interval;
import io.tillview.query.MerchantQuery;
import io.tillview.query.TimeRange;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;

/** The panels of a dashboard. Ranges end with the running quarter hour, as {@link TimeRange.Last} says. */
enum Panel {
    /** Today, hour by hour. */
    TODAY_BY_HOUR {
        @Override
        MerchantQuery query(ZoneId zone, Instant now) {
            return MerchantQuery.of(List.of("orders", "gross_sales"), today(zone, now))
                    .per(Grain.HOUR, zone);
        }
    },
    /** Today's figures in one row. */
    TODAY {
        @Override
        MerchantQuery query(ZoneId zone, Instant now) {
            return MerchantQuery.of(List.of("orders", "gross_sales", "visitors"), today(zone, now))
                    .per(Grain.NONE, zone);
        }
    },
    /** The last seven days, day by day. */
    SEVEN_DAYS_BY_DAY {
        @Override
        MerchantQuery query(ZoneId zone, Instant now) {
            return MerchantQuery.of(List.of("orders", "gross_sales", "visitors"), last(7))
                    .per(Grain.DAY, zone);
        }
    },
    /** The last thirty days by channel. */
    THIRTY_DAYS_BY_CHANNEL {
        @Override
        MerchantQuery query(ZoneId zone, Instant now) {
            return MerchantQuery.of(List.of("orders", "gross_sales"), last(30))
                    .by(List.of("channel"))
                    .per(Grain.NONE, zone);
        }
    },
    /** The figures of the last thirty days in one row. */
    THIRTY_DAYS {
        @Override
        MerchantQuery query(ZoneId zone, Instant now) {
            return MerchantQuery.of(List.of("orders", "gross_sales", "visitors"), last(30))
                    .per(Grain.NONE, zone);
        }
    },
    /** The same of the thirty days before, to be compared with. */
    THIRTY_DAYS_BEFORE {
        @Override
        MerchantQuery query(ZoneId zone, Instant now) {
            return THIRTY_DAYS.query(zone, now);
        }

        @Override
        Interval interval(ZoneId zone, Instant now) {
            return Previous.PREVIOUS_PERIOD.resolve(THIRTY_DAYS.interval(zone, now), Grain.NONE, zone, now);
        }
    };

    /** What it asks. */
    abstract MerchantQuery query(ZoneId zone, Instant now);

    /** About which time. */
    Interval interval(ZoneId zone, Instant now) {
        MerchantQuery query = query(zone, now);
        return query.timeRange().resolve(query.grain(), zone, now);
    }

    private static TimeRange last(int days) {
        return new TimeRange.Last(Period.ofDays(days), false);
    }

    private static TimeRange today(ZoneId zone, Instant now) {
        Instant end = last(1).resolve(Grain.NONE, zone, now).to();
        return new TimeRange.Between(new TimeRange.Day(LocalDate.ofInstant(now, zone)), new TimeRange.Moment(end));
    }
}
