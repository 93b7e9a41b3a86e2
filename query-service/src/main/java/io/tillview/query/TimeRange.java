package io.tillview.query;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAmount;

/** Which time a question is about, as the caller said it; {@link #resolve} says which instants that is. */
public sealed interface TimeRange {

    /**
     * The instants meant.
     *
     * @param grain how time is cut
     * @param zone where days begin
     * @param now the present
     * @return half-open, {@code [from, to)}; may be empty or turned round when the caller's boundaries are
     */
    Interval resolve(Grain grain, ZoneId zone, Instant now);

    /**
     * From one boundary to another, half-open.
     *
     * @param from the first instant that belongs to it
     * @param to the first instant that no longer does
     */
    record Between(Boundary from, Boundary to) implements TimeRange {
        /** @throws NullPointerException if one is null */
        public Between {
            requireNonNull(from, "from");
            requireNonNull(to, "to");
        }

        @Override
        public Interval resolve(Grain grain, ZoneId zone, Instant now) {
            return new Interval(from.in(zone), to.in(zone));
        }
    }

    /**
     * The last so many days or hours.
     *
     * <p>Not complete, it ends with the quarter hour (at the grain {@code minute}: the minute) that is running now, so
     * that "the last seven days" are exactly seven days and the rollup can answer for them. Complete, it consists of
     * whole buckets of the grain: it ends where the running bucket begins, and its own beginning is moved back to that
     * of a bucket. Without a grain, whole days are meant.
     *
     * @param amount how long; a {@link java.time.Period} is counted in the zone's days, a {@link java.time.Duration}
     *     in hours of sixty minutes
     * @param complete whether only whole buckets of the grain count; whole days without a grain
     */
    record Last(TemporalAmount amount, boolean complete) implements TimeRange {
        /** @throws NullPointerException if {@code amount} is null */
        public Last {
            requireNonNull(amount, "amount");
        }

        @Override
        public Interval resolve(Grain grain, ZoneId zone, Instant now) {
            if (complete) {
                Grain whole = grain == Grain.NONE ? Grain.DAY : grain;
                Instant to = whole.floor(now, zone);
                return new Interval(whole.floor(before(to, zone), zone), to);
            }
            long step = grain == Grain.MINUTE ? 60 : Grain.QUARTER_HOUR_SECONDS;
            Instant to = Instant.ofEpochSecond((Math.floorDiv(now.getEpochSecond(), step) + 1) * step);
            return new Interval(before(to, zone), to);
        }

        private Instant before(Instant to, ZoneId zone) {
            return to.atZone(zone).minus(amount).toInstant();
        }
    }

    /** One end of a range. */
    sealed interface Boundary {
        /** The instant it is in a zone. */
        Instant in(ZoneId zone);
    }

    /**
     * The beginning of a day, wherever the question's zone has it.
     *
     * @param date the day
     */
    record Day(LocalDate date) implements Boundary {
        /** @throws NullPointerException if {@code date} is null */
        public Day {
            requireNonNull(date, "date");
        }

        @Override
        public Instant in(ZoneId zone) {
            return date.atStartOfDay(zone).toInstant();
        }
    }

    /**
     * An instant, the same in every zone.
     *
     * @param instant the instant
     */
    record Moment(Instant instant) implements Boundary {
        /** @throws NullPointerException if {@code instant} is null */
        public Moment {
            requireNonNull(instant, "instant");
        }

        @Override
        public Instant in(ZoneId zone) {
            return instant;
        }
    }
}
